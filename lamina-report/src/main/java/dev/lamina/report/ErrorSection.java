package dev.lamina.report;

import static dev.lamina.report.ForwardSection.at;
import static dev.lamina.report.ForwardSection.neuron;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.trace.Corners;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import java.util.ArrayList;
import java.util.List;

/// Writes the errors Δ⁽ˡ⁾ from the last layer to the first (F4, F5, F8).
final class ErrorSection {

    private final Sheet sheet;
    private final TraceSettings settings;
    private final double[][] targets;
    private final TraceStep step;
    private final Backward backward;

    private ErrorSection(Sheet sheet, TraceSettings settings, double[][] targets, TraceStep step, Backward backward) {
        this.sheet = sheet;
        this.settings = settings;
        this.targets = targets;
        this.step = step;
        this.backward = backward;
    }

    static void write(Sheet sheet, TraceSettings settings, double[][] targets, TraceStep step, Backward backward) {
        ErrorSection section = new ErrorSection(sheet, settings, targets, step, backward);
        int depth = step.before().layers().size();
        sheet.heading(2, sheet.say(Phrase.BACKWARD));
        section.output(depth);
        for (int l = depth - 1; l >= 1; l--) {
            section.hidden(l);
        }
    }

    private void output(int l) {
        ReferenceLayer layer = layer(l);
        sheet.heading(3, sheet.say(Phrase.OUTPUT_ERROR, l));
        boolean fused = settings.hasLink() && layer.activation() instanceof Identity;
        String derivative = LossFormula.of(settings.loss()).derivative();
        if (fused) {
            sheet.formula(
                    isDifference(settings.loss())
                            ? at("\\Delta", l) + " = \\frac{1}{n} \\cdot (\\hat{Y} - Y)"
                            : "\\delta_j^{(" + l + ")} = \\frac{1}{n} \\cdot (" + derivative + ")",
                    "F8");
            outputGradients(l, "\\delta_{%d}^{(" + l + ")}");
            matrix(l);
            return;
        }
        sheet.words(Phrase.BY_OUTPUT);
        sheet.formula(
                "\\frac{\\partial C}{\\partial a_j^{(" + l + ")}} = \\frac{1}{n} \\cdot (" + derivative + ")", "F4");
        outputGradients(l, "\\frac{\\partial C}{\\partial a_{%d}^{(" + l + ")}}");
        if (settings.samples() > 1 || Corners.cuts(layer.outputs())) {
            sheet.matrices(
                    sheet.samples("\\frac{\\partial C}{\\partial " + at("A", l) + "}", backward.outputGradient()));
        }
        sheet.words(Phrase.BY_SUM);
        String by = "\\frac{\\partial C}{\\partial " + at("A", l) + "}";
        through(l, by, backward.outputGradient()[0], "F4");
    }

    /// Writes the derivative of C by each output of sample 1.
    ///
    /// @param left its symbol, where `%d` is the output
    private void outputGradients(int l, String left) {
        double[] gradient = backward.outputGradient()[0];
        List<Equation> lines = new ArrayList<>();
        for (int j : Sheet.neurons(layer(l))) {
            lines.add(
                    new Equation(left.replace("%d", String.valueOf(j + 1)), difference(j) + sheet.latex(gradient[j])));
        }
        sheet.example(layer(l), settings.samples());
        sheet.equations(lines);
    }

    /// The derivative by output j with the numbers put in, for a loss whose derivative is a multiple of ŷ − y.
    private String difference(int j) {
        double[] y = targets[0];
        double[] prediction = step.predictions()[0];
        int n = settings.samples();
        String share;
        if (isDifference(settings.loss())) {
            share = "\\frac{1}{" + n + "}";
        } else if (settings.loss() instanceof MeanSquaredError) {
            share = "\\frac{2}{" + n + " \\cdot " + prediction.length + "}";
        } else if (settings.loss() instanceof MeanBinaryCrossEntropy) {
            share = "\\frac{1}{" + n + " \\cdot " + prediction.length + "}";
        } else {
            return "";
        }
        double target = y.length == prediction.length ? y[j] : (int) y[0] == j ? 1 : 0;
        return share + " \\cdot (" + sheet.latex(prediction[j]) + " - " + sheet.factor(target) + ") = ";
    }

    /// Whether the derivative of the loss is ŷ − y.
    static boolean isDifference(Loss loss) {
        return loss instanceof SquaredError
                || loss instanceof BinaryCrossEntropy
                || loss instanceof KullbackLeibler
                || loss instanceof Poisson
                || (loss instanceof SoftmaxCrossEntropy crossEntropy && crossEntropy.smoothing() == 0);
    }

    private void hidden(int l) {
        sheet.heading(3, sheet.say(Phrase.LAYER, l));
        double[][] next = layer(l + 1).weights();
        double[] delta = backward.deltas().get(l)[0];
        double[] error = new double[next.length];
        for (int s = 0; s < error.length; s++) {
            for (int t = 0; t < delta.length; t++) {
                error[s] += next[s][t] * delta[t];
            }
        }
        through(l, at("W", l + 1) + " " + at("\\Delta", l + 1), error, "F5");
    }

    /// Δ = error ⊙ f′(Z), the numbers of sample 1 put in.
    ///
    /// @param from the formula of the error
    /// @param error its values for sample 1
    private void through(int l, String from, double[] error, String tag) {
        Activation f = layer(l).activation();
        ActivationFormula formula = ActivationFormula.of(f);
        switch (f) {
            case ColumnGroups _ -> throw TraceSettings.oneHead();
            case Softmax _ -> {
                sheet.formula("E = " + from, tag);
                sheet.formula("\\delta_j = a_j \\cdot (E_j - \\sum_k a_k E_k)", "F8");
                matrix(l);
            }
            case Elementwise element -> {
                sheet.formula(at("\\Delta", l) + " = " + from + " \\odot f'(" + at("Z", l) + ")", tag);
                sheet.formula("f'(z) = " + formula.derivative(), "");
                sheet.example(layer(l), settings.samples());
                sheet.equations(lines(l, element, error));
                if (settings.samples() > 1 || Sheet.neurons(layer(l)).length < layer(l).outputs()) {
                    matrix(l);
                }
            }
        }
    }

    private List<Equation> lines(int l, Elementwise f, double[] error) {
        double[] z = step.forward().z().get(l - 1)[0];
        double[] delta = backward.deltas().get(l - 1)[0];
        boolean output = l == step.before().layers().size();
        List<Equation> lines = new ArrayList<>();
        for (int s : Sheet.neurons(layer(l))) {
            String sum = output
                    ? sheet.latex(error[s])
                    : "("
                            + sheet.products(
                                    layer(l + 1).weights()[s], backward.deltas().get(l)[0]) + ")";
            lines.add(new Equation(
                    neuron("\\delta", s, l),
                    sum + " \\cdot f'(" + sheet.latex(z[s]) + ") = " + sheet.latex(error[s]) + " \\cdot "
                            + sheet.factor(f.derivative(z[s])) + " = " + sheet.latex(delta[s])));
        }
        return lines;
    }

    private void matrix(int l) {
        sheet.matrices(sheet.samples(at("\\Delta", l), backward.deltas().get(l - 1)));
    }

    private ReferenceLayer layer(int l) {
        return step.before().layers().get(l - 1);
    }
}
