package dev.lamina.report;

import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.loss.SquaredHinge;
import dev.lamina.core.loss.WestonWatkinsHinge;

/// The loss of one sample as LaTeX, by the predictions ŷ; K is the number of classes, u that of outputs.
///
/// @param loss L (F2)
/// @param derivative ∂L by the output j: of the last layer's a, or where the loss has a link of the z that it
///     turns into ŷ (F8)
record LossFormula(String loss, String derivative) {

    private static final String DIFFERENCE = "\\hat{y}_j - y_j";
    private static final String LOG_LOSS = "y_j \\log \\hat{y}_j + (1 - y_j) \\log(1 - \\hat{y}_j)";
    private static final String RIVALS = "\\sum_{k \\ne c} \\max(0, 1 - \\hat{y}_c + \\hat{y}_k)";
    private static final String RIVALS_SLOPE =
            "\\text{1 for each } k \\ne c \\text{ within the margin, less their number at } c";

    static LossFormula of(Loss loss) {
        return switch (loss) {
            case SquaredError _ -> formula("\\frac{1}{2} \\sum_j (" + DIFFERENCE + ")^2", DIFFERENCE);
            case MeanSquaredError _ ->
                formula("\\frac{1}{u} \\sum_j (" + DIFFERENCE + ")^2", "\\frac{2}{u} (" + DIFFERENCE + ")");
            case AbsoluteError _ -> formula("\\sum_j |" + DIFFERENCE + "|", "\\mathrm{sign}(" + DIFFERENCE + ")");
            case Huber huber ->
                formula(
                        "\\sum_j h(" + DIFFERENCE + "), h(d) = \\frac{1}{2} d^2 \\text{ if } |d| \\le " + huber.delta()
                                + ", \\text{ else } " + huber.delta() + " \\cdot (|d| - " + huber.delta() / 2 + ")",
                        "\\min(\\max(" + DIFFERENCE + ", -" + huber.delta() + "), " + huber.delta() + ")");
            case LogCosh _ -> formula("\\sum_j \\log \\cosh(" + DIFFERENCE + ")", "\\tanh(" + DIFFERENCE + ")");
            case Quantile quantile ->
                formula(
                        "\\sum_j \\max(q \\cdot (y_j - \\hat{y}_j), (q - 1) \\cdot (y_j - \\hat{y}_j)), q = "
                                + quantile.q(),
                        "1 - q \\text{ if } \\hat{y}_j > y_j, \\text{ else } -q");
            case BinaryCrossEntropy _ -> formula("-\\sum_j (" + LOG_LOSS + ")", DIFFERENCE);
            case MeanBinaryCrossEntropy _ ->
                formula("-\\frac{1}{u} \\sum_j (" + LOG_LOSS + ")", "\\frac{1}{u} (" + DIFFERENCE + ")");
            case Hinge _ ->
                formula(
                        "\\sum_j \\max(0, 1 - y_j \\hat{y}_j)",
                        "-y_j \\text{ if } y_j \\hat{y}_j < 1, \\text{ else } 0");
            case SquaredHinge _ ->
                formula("\\sum_j \\max(0, 1 - y_j \\hat{y}_j)^2", "-2 y_j \\max(0, 1 - y_j \\hat{y}_j)");
            case SoftmaxCrossEntropy smoothed ->
                smoothed.smoothing() == 0
                        ? formula("-\\sum_j y_j \\log \\hat{y}_j", DIFFERENCE)
                        : formula(
                                "-\\sum_j t_j \\log \\hat{y}_j, t_j = " + (1 - smoothed.smoothing()) + " \\cdot y_j + "
                                        + smoothed.smoothing() + "/K",
                                "\\hat{y}_j - t_j");
            case KullbackLeibler _ -> formula("\\sum_j y_j \\log \\frac{y_j}{\\hat{y}_j}", DIFFERENCE);
            case Focal focal ->
                formula(
                        "-(1 - p)^{\\gamma} \\log p, p = \\hat{y}_c, \\gamma = " + focal.gamma(),
                        "(" + DIFFERENCE
                                + ") \\cdot (1 - p)^{\\gamma} \\cdot (1 - \\gamma p \\cdot \\frac{\\log p}{1 - p})");
            case CrammerSingerHinge _ ->
                formula(
                        "\\max(0, 1 + \\max_{k \\ne c} \\hat{y}_k - \\hat{y}_c)",
                        "\\text{1 at the best rival and -1 at } c, \\text{ if L > 0}");
            case WestonWatkinsHinge _ -> formula(RIVALS, RIVALS_SLOPE);
            case MeanWestonWatkinsHinge _ -> formula("\\frac{1}{K} " + RIVALS, "1/K \\text{ of } " + RIVALS_SLOPE);
        };
    }

    private static LossFormula formula(String loss, String derivative) {
        return new LossFormula(loss, derivative);
    }
}
