package dev.lamina.report;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.data.FittedTarget;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.trace.Corners;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the forward pass: Z⁽ˡ⁾ and A⁽ˡ⁾ of every layer (F1), and the prediction.
final class ForwardSection {

    private final Sheet sheet;
    private final TraceSettings settings;
    private final TraceStep step;

    private ForwardSection(Sheet sheet, TraceSettings settings, TraceStep step) {
        this.sheet = sheet;
        this.settings = settings;
        this.step = step;
    }

    static void write(Sheet sheet, TraceSettings settings, TraceStep step) {
        ForwardSection section = new ForwardSection(sheet, settings, step);
        sheet.heading(2, sheet.say(Phrase.FORWARD));
        for (int l = 1; l <= step.before().layers().size(); l++) {
            section.layer(l);
        }
        section.prediction();
    }

    private void layer(int l) {
        ReferenceLayer layer = step.before().layers().get(l - 1);
        boolean linear = layer.activation() instanceof Identity;
        sheet.heading(
                3,
                sheet.say(
                        Phrase.DENSE_HEADING,
                        l,
                        layer.inputs(),
                        layer.outputs(),
                        linear ? sheet.say(Phrase.LINEAR) : layer.activation().name()));
        double[] bias = layer.bias();
        Block.Grid weights = sheet.matrix(at("W", l), layer.weights());
        if (bias == null) {
            sheet.matrices(weights);
        } else {
            sheet.matrices(weights, sheet.column(at("b", l), bias));
        }
        sheet.formula(
                at("Z", l) + " = (" + at("W", l) + ")^{\\top} " + at("A", l - 1)
                        + (bias == null ? "" : " + " + at("b", l)),
                "F1");
        sums(l, layer);
        if (linear) {
            sheet.formula(at("A", l) + " = " + at("Z", l), "F1");
            return;
        }
        sheet.formula(
                at("A", l) + " = f(" + at("Z", l) + "), \\quad f(z) = "
                        + ActivationFormula.of(layer.activation()).value(),
                "F1");
        outputs(l, layer);
    }

    /// Writes the weighted sums of sample 1 with the numbers put in, and the matrix Z unless these sums are all of it.
    private void sums(int l, ReferenceLayer layer) {
        double[] before = step.input(l)[0];
        double[] z = step.forward().z().get(l - 1)[0];
        double[][] columns = Sheet.transposed(layer.weights());
        double[] bias = layer.bias();
        List<Equation> lines = new ArrayList<>();
        for (int t : Sheet.neurons(layer)) {
            lines.add(new Equation(
                    neuron("z", t, l),
                    sheet.products(before, columns[t]) + (bias == null ? "" : " + " + sheet.factor(bias[t])) + " = "
                            + sheet.latex(z[t])));
        }
        sheet.example(layer, settings.samples());
        sheet.equations(lines);
        if (needsMatrix(layer)) {
            sheet.matrices(sheet.samples(at("Z", l), step.forward().z().get(l - 1)));
        }
    }

    private void outputs(int l, ReferenceLayer layer) {
        double[] z = step.forward().z().get(l - 1)[0];
        double[] a = step.forward().a().get(l - 1)[0];
        List<Equation> lines = new ArrayList<>();
        for (int t : Sheet.neurons(layer)) {
            lines.add(new Equation(neuron("a", t, l), "f(" + sheet.latex(z[t]) + ") = " + sheet.latex(a[t])));
        }
        sheet.equations(lines);
        if (needsMatrix(layer)) {
            sheet.matrices(sheet.samples(at("A", l), step.forward().a().get(l - 1)));
        }
    }

    private boolean needsMatrix(ReferenceLayer layer) {
        return settings.samples() > 1 || Sheet.neurons(layer).length < layer.outputs();
    }

    private void prediction() {
        int depth = step.before().layers().size();
        sheet.heading(3, sheet.say(Phrase.PREDICTION));
        if (settings.hasLink()) {
            link(depth);
        } else {
            sheet.formula("\\hat{Y} = " + at("A", depth), "");
            sheet.words(Phrase.NO_LINK);
        }
        sheet.matrices(sheet.samples("\\hat{Y}", step.predictions()));
        meaning();
    }

    /// (F8) the loss's own activation, the numbers of sample 1 put in.
    private void link(int depth) {
        Activation link = settings.loss().link();
        String name = "\\mathrm{" + link.name() + "}";
        String value = ActivationFormula.of(link).value();
        double[] z = step.forward().output()[0];
        boolean shown = !Corners.cuts(z.length);
        List<Equation> lines = new ArrayList<>();
        switch (link) {
            case ColumnGroups _ -> throw TraceSettings.oneHead();
            case Softmax _ -> {
                sheet.formula(
                        "\\hat{y}_j = " + name + "(" + at("A", depth) + ")_j = " + value.replace("z_", "a_"), "F8");
                String sum = Arrays.stream(z)
                        .mapToObj(each -> power(sheet.latex(each)))
                        .collect(Collectors.joining(" + "));
                for (int j = 0; shown && j < z.length; j++) {
                    lines.add(predicted(j, "\\frac{" + power(sheet.latex(z[j])) + "}{" + sum + "}"));
                }
            }
            case Elementwise _ -> {
                sheet.formula("\\hat{Y} = f(" + at("A", depth) + "), \\quad f(z) = " + name + "(z) = " + value, "F8");
                for (int j = 0; shown && j < z.length; j++) {
                    lines.add(predicted(j, "f(" + sheet.latex(z[j]) + ")"));
                }
            }
        }
        if (shown) {
            if (settings.samples() > 1) {
                sheet.words(Phrase.FIRST_SAMPLE);
            }
            sheet.equations(lines);
        }
    }

    private static String power(String exponent) {
        return "e^{" + exponent + "}";
    }

    private Equation predicted(int j, String put) {
        return new Equation("\\hat{y}_{" + (j + 1) + "}", put + " = " + sheet.latex(step.predictions()[0][j]));
    }

    /// What the predictions say about the table's target.
    private void meaning() {
        FittedTarget target = settings.target();
        for (int i = 0; target != null && i < settings.samples(); i++) {
            double[] prediction = step.predictions()[i];
            switch (target) {
                case FittedTarget.Labels labels -> label(i, labels, prediction);
                case FittedTarget.Scaled scaled ->
                    sheet.words(
                            Phrase.PREDICTED_VALUE, i + 1, scaled.name(), sheet.number(scaled.restore(prediction[0])));
            }
        }
    }

    /// One output is the probability of the second of two classes.
    private void label(int sample, FittedTarget.Labels labels, double[] prediction) {
        double[] probabilities = prediction.length == 1 ? new double[] {1 - prediction[0], prediction[0]} : prediction;
        double largest = Arrays.stream(probabilities).max().orElseThrow();
        int best = 0;
        while (probabilities[best] < largest) {
            best++;
        }
        sheet.words(Phrase.PREDICTED_CLASS, sample + 1, labels.classes().get(best), sheet.number(largest));
    }

    /// A letter of layer l, such as W⁽¹⁾.
    static String at(String letter, int l) {
        return letter + "^{(" + l + ")}";
    }

    /// A letter of neuron t, counted from 0, of layer l, such as z₁⁽¹⁾.
    static String neuron(String letter, int t, int l) {
        return letter + "_{" + (t + 1) + "}^{(" + l + ")}";
    }
}
