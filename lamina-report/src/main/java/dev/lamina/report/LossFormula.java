package dev.lamina.report;

import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.loss.SquaredHinge;
import dev.lamina.core.loss.WestonWatkinsHinge;
import dev.lamina.report.trace.TraceSettings;

/// The loss of one sample as LaTeX, by the predictions ŷ; K is the number of classes, c the
/// actual one, u the number of outputs; [A] is 1 if A holds, else 0.
///
/// @param loss L (F2)
/// @param derivative of L by the output j of the network: ∂L/∂aⱼ, or ∂L/∂zⱼ where the loss has a link, which turns
///     zⱼ into ŷⱼ (F8)
record LossFormula(String loss, String derivative) {

    private static final String DIFFERENCE = "\\hat{y}_j - y_j";
    private static final String LOG_LOSS = "y_j \\log \\hat{y}_j + (1 - y_j) \\log(1 - \\hat{y}_j)";
    private static final String RIVALS = "\\sum_{k \\ne c} \\max(0, 1 - \\hat{y}_c + \\hat{y}_k)";
    private static final String RIVALS_SLOPE = cases(
            "[\\hat{y}_j > \\hat{y}_c - 1]", "j \\ne c", "-\\sum_{k \\ne c} [\\hat{y}_k > \\hat{y}_c - 1]", "j = c");

    static LossFormula of(Loss loss) {
        return switch (loss) {
            case SquaredError _ -> formula("\\frac{1}{2} \\sum_j (" + DIFFERENCE + ")^2", DIFFERENCE);
            case MeanSquaredError _ ->
                formula("\\frac{1}{u} \\sum_j (" + DIFFERENCE + ")^2", "\\frac{2}{u} (" + DIFFERENCE + ")");
            case AbsoluteError _ -> formula("\\sum_j |" + DIFFERENCE + "|", "\\mathrm{sign}(" + DIFFERENCE + ")");
            case Huber huber ->
                formula(
                        "\\sum_j h(" + DIFFERENCE + "), \\quad h(d) = "
                                + cases(
                                        "\\frac{1}{2} d^2",
                                        "|d| \\le " + number(huber.delta()),
                                        number(huber.delta()) + " \\cdot (|d| - " + number(huber.delta() / 2) + ")",
                                        "|d| > " + number(huber.delta())),
                        "\\min(\\max(" + DIFFERENCE + ", -" + number(huber.delta()) + "), " + number(huber.delta())
                                + ")");
            case LogCosh _ -> formula("\\sum_j \\log \\cosh(" + DIFFERENCE + ")", "\\tanh(" + DIFFERENCE + ")");
            case Quantile quantile ->
                formula(
                        "\\sum_j \\max(q \\cdot (y_j - \\hat{y}_j), (q - 1) \\cdot (y_j - \\hat{y}_j)), \\quad q = "
                                + number(quantile.q()),
                        cases("1 - q", "\\hat{y}_j > y_j", "-q", "\\hat{y}_j < y_j"));
            case BinaryCrossEntropy _ -> formula("-\\sum_j (" + LOG_LOSS + ")", DIFFERENCE);
            case MeanBinaryCrossEntropy _ ->
                formula("-\\frac{1}{u} \\sum_j (" + LOG_LOSS + ")", "\\frac{1}{u} (" + DIFFERENCE + ")");
            case Poisson _ -> formula("\\sum_j (\\hat{y}_j - y_j \\log \\hat{y}_j)", DIFFERENCE);
            case OnPredictions on -> formula(of(on.onLogits()).loss(), byPrediction(on.onLogits()));
            case CustomLoss custom ->
                formula(
                        "\\sum_j \\mathrm{" + custom.name() + "}(\\hat{y}_j, y_j)",
                        "\\mathrm{" + custom.name() + "}'(\\hat{y}_j, y_j)");
            case Heads _, EachMember _, QuantileBand _ -> throw TraceSettings.oneHead();
            case Hinge _ ->
                formula(
                        "\\sum_j \\max(0, 1 - y_j \\hat{y}_j)",
                        cases("-y_j", "y_j \\hat{y}_j < 1", "0", "y_j \\hat{y}_j \\ge 1"));
            case SquaredHinge _ ->
                formula("\\sum_j \\max(0, 1 - y_j \\hat{y}_j)^2", "-2 y_j \\max(0, 1 - y_j \\hat{y}_j)");
            case SoftmaxCrossEntropy smoothed ->
                smoothed.smoothing() == 0
                        ? formula("-\\sum_j y_j \\log \\hat{y}_j", DIFFERENCE)
                        : formula(
                                "-\\sum_j t_j \\log \\hat{y}_j, \\quad t_j = " + number(1 - smoothed.smoothing())
                                        + " \\cdot y_j + " + number(smoothed.smoothing()) + "/K",
                                "\\hat{y}_j - t_j");
            case KullbackLeibler _ -> formula("\\sum_j y_j \\log \\frac{y_j}{\\hat{y}_j}", DIFFERENCE);
            case Focal focal ->
                formula(
                        "-(1 - p)^{\\gamma} \\log p, \\quad p = \\hat{y}_c, \\quad \\gamma = " + number(focal.gamma()),
                        "(" + DIFFERENCE
                                + ") \\cdot (1 - p)^{\\gamma} \\cdot (1 - \\gamma p \\cdot \\frac{\\log p}{1 - p})");
            case CrammerSingerHinge _ ->
                formula(
                        "\\max(0, 1 + \\hat{y}_r - \\hat{y}_c), \\quad r = \\arg\\max_{k \\ne c} \\hat{y}_k",
                        "[L > 0] \\cdot ([j = r] - [j = c])");
            case WestonWatkinsHinge _ -> formula(RIVALS, RIVALS_SLOPE);
            case MeanWestonWatkinsHinge _ -> formula("\\frac{1}{K} " + RIVALS, "\\frac{1}{K} \\cdot " + RIVALS_SLOPE);
        };
    }

    /// ∂L/∂ŷ of a loss that has a link, for a network that ends with another activation than this link.
    private static String byPrediction(LinkedLoss loss) {
        String binary = "\\frac{" + DIFFERENCE + "}{\\hat{y}_j (1 - \\hat{y}_j)}";
        return switch (loss) {
            case BinaryCrossEntropy _ -> binary;
            case MeanBinaryCrossEntropy _ -> "\\frac{1}{u} " + binary;
            case Poisson _ -> "1 - \\frac{y_j}{\\hat{y}_j}";
        };
    }

    private static String number(double setting) {
        return new SignificantDigits(6).of(setting);
    }

    private static String cases(String first, String where, String second, String elsewhere) {
        return "\\begin{cases} " + first + " & " + where + " \\\\ " + second + " & " + elsewhere + " \\end{cases}";
    }

    private static LossFormula formula(String loss, String derivative) {
        return new LossFormula(loss, derivative);
    }
}
