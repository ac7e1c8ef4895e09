package dev.lamina.report;

import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.ClassHinge;
import dev.lamina.core.loss.DifferenceLoss;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.ElementLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.trace.Corners;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes the loss of every sample (F2) and the cost of the batch (F3).
final class CostSection {

    private CostSection() {}

    static void write(Sheet sheet, TraceSettings settings, double[][] targets, TraceStep step, Backward backward) {
        Loss loss = settings.loss();
        int n = settings.samples();
        sheet.heading(2, sheet.say(Phrase.COST));
        sheet.formula("L(\\hat{y}, y) = " + LossFormula.of(loss).loss(), "F2");
        List<Equation> losses = new ArrayList<>();
        for (int i : Corners.of(n)) {
            String put = putIn(sheet, loss, step, targets, i);
            losses.add(new Equation(
                    n == 1 ? "L" : "L_{" + (i + 1) + "}",
                    (put.isEmpty() ? "" : put + " = ") + sheet.latex(backward.losses()[i])));
        }
        sheet.equations(losses);
        sheet.formula("C = \\frac{1}{n} \\sum_i L_i", "F3");
        String sum = Arrays.stream(Corners.of(n))
                .mapToObj(i -> (Corners.gapBefore(i, n) ? "\\ldots + " : "") + sheet.latex(backward.losses()[i]))
                .collect(Collectors.joining(" + "));
        sheet.equations(List.of(
                new Equation("C", "\\frac{1}{" + n + "} \\cdot (" + sum + ") = " + sheet.latex(backward.cost()))));
    }

    /// The loss of a sample with the numbers put in; empty where there are many outputs, and for a loss whose formula
    /// stands alone.
    private static String putIn(Sheet sheet, Loss loss, TraceStep step, double[][] targets, int sample) {
        double[] prediction = step.predictions()[sample];
        double[] target = targets[sample];
        if (Corners.cuts(prediction.length)) {
            return "";
        }
        return switch (loss) {
            case SquaredError _ -> "\\frac{1}{2} \\cdot (" + squares(sheet, prediction, target) + ")";
            case MeanSquaredError _ ->
                "\\frac{1}{" + prediction.length + "} \\cdot (" + squares(sheet, prediction, target) + ")";
            case DifferenceLoss _ -> "";
            case BinaryCrossEntropy _ -> logs(sheet, prediction, target);
            case MeanBinaryCrossEntropy _ ->
                "\\frac{1}{" + prediction.length + "} \\cdot (" + logs(sheet, prediction, target) + ")";
            case ElementLoss element -> {
                double[] z = step.forward().output()[sample];
                double share = element.mean() ? 1.0 / z.length : 1;
                yield z.length == 1
                        ? ""
                        : IntStream.range(0, z.length)
                                .mapToObj(j -> sheet.factor(share * element.value(z[j], target[j])))
                                .collect(Collectors.joining(" + "));
            }
            case SoftmaxCrossEntropy crossEntropy
            when crossEntropy.smoothing() == 0 && target.length == 1 ->
                "-\\log " + sheet.latex(prediction[(int) target[0]]);
            case SoftmaxCrossEntropy crossEntropy
            when crossEntropy.smoothing() == 0 ->
                IntStream.range(0, target.length)
                        .filter(j -> target[j] != 0)
                        .mapToObj(j -> "-" + sheet.latex(target[j]) + " \\cdot \\log " + sheet.latex(prediction[j]))
                        .collect(Collectors.joining(" "));
            case SoftmaxCrossEntropy _,
                    KullbackLeibler _,
                    Focal _,
                    ClassHinge _,
                    Heads _,
                    EachMember _,
                    QuantileBand _ -> "";
        };
    }

    private static String logs(Sheet sheet, double[] prediction, double[] target) {
        StringBuilder logs = new StringBuilder();
        for (int j = 0; j < prediction.length; j++) {
            String hit = "\\log " + sheet.latex(prediction[j]);
            String miss = "\\log(1 - " + sheet.latex(prediction[j]) + ")";
            if (target[j] == 1 || target[j] == 0) {
                logs.append(" - ").append(target[j] == 1 ? hit : miss);
            } else {
                logs.append(" - ")
                        .append(sheet.latex(target[j]))
                        .append(" \\cdot ")
                        .append(hit);
                logs.append(" - ")
                        .append(sheet.latex(1 - target[j]))
                        .append(" \\cdot ")
                        .append(miss);
            }
        }
        return "-" + logs.substring(" - ".length());
    }

    private static String squares(Sheet sheet, double[] prediction, double[] target) {
        return IntStream.range(0, prediction.length)
                .mapToObj(j -> "(" + sheet.latex(prediction[j]) + " - " + sheet.factor(target[j]) + ")^2")
                .collect(Collectors.joining(" + "));
    }
}
