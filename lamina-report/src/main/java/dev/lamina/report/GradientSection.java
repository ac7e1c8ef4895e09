package dev.lamina.report;

import static dev.lamina.report.ForwardSection.at;
import static dev.lamina.report.ForwardSection.neuron;

import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.Block.Cell;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.Block.Grid;
import dev.lamina.report.trace.Corners;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import java.util.ArrayList;
import java.util.List;

/// Writes ∂C/∂W⁽ˡ⁾ (F6) and ∂C/∂b⁽ˡ⁾ (F7) beside the numeric gradients, and the update: weight by weight for one
/// sample and small layers, else as matrices.
final class GradientSection {

    private final Sheet sheet;
    private final TraceSettings settings;
    private final TraceStep step;
    private final TraceStep.Learning learning;

    private GradientSection(Sheet sheet, TraceSettings settings, TraceStep step, TraceStep.Learning learning) {
        this.sheet = sheet;
        this.settings = settings;
        this.step = step;
        this.learning = learning;
    }

    static void write(Sheet sheet, TraceSettings settings, TraceStep step, TraceStep.Learning learning) {
        GradientSection section = new GradientSection(sheet, settings, step, learning);
        sheet.heading(2, sheet.say(Phrase.GRADIENTS));
        sheet.formula(section.updateFormula(), "");
        for (int l = step.before().layers().size(); l >= 1; l--) {
            section.layer(l);
        }
        sheet.words(
                Phrase.NUMERIC_CHECK,
                learning.numeric().compared(),
                sheet.number(learning.numeric().largestDifference()));
        sheet.heading(2, sheet.say(Phrase.AFTER));
        sheet.words(Phrase.COST_CHANGE, sheet.number(learning.backward().cost()), sheet.number(learning.costAfter()));
    }

    private String updateFormula() {
        return settings.update().isPlain()
                ? "W^{(l)} \\leftarrow W^{(l)} - \\eta \\cdot \\frac{\\partial C}{\\partial W^{(l)}}, \\quad \\eta = "
                        + sheet.latex(settings.update().learningRate())
                : "W^{(l)} \\leftarrow \\mathrm{"
                        + settings.update().optimizer().name()
                        + "}(W^{(l)}, \\frac{\\partial C}{\\partial W^{(l)}}), \\quad \\eta = "
                        + sheet.latex(settings.update().learningRate());
    }

    private void layer(int l) {
        ReferenceLayer layer = step.before().layers().get(l - 1);
        boolean small = !Corners.cuts(layer.inputs()) && !Corners.cuts(layer.outputs());
        sheet.heading(3, sheet.say(Phrase.LAYER, l));
        sheet.formula(by(at("W", l)) + " = " + at("A", l - 1) + " (" + at("\\Delta", l) + ")^{\\top}", "F6");
        if (layer.bias() != null) {
            sheet.formula(by(at("b", l)) + " = \\sum_i \\delta_i^{(" + l + ")}", "F7");
        }
        if (small && settings.samples() == 1) {
            sheet.add(weights(l, layer));
        } else {
            matrices(l, layer);
        }
    }

    /// A line for every weight and bias.
    private Block.Lines weights(int l, ReferenceLayer layer) {
        double[] before = step.input(l)[0];
        double[] delta = learning.backward().deltas().get(l - 1)[0];
        ReferenceLayer after = learning.after().layers().get(l - 1);
        List<List<Cell>> rows = new ArrayList<>();
        for (int s = 0; s < layer.inputs(); s++) {
            for (int t = 0; t < layer.outputs(); t++) {
                rows.add(line(
                        "w_{" + (s + 1) + (t + 1) + "}^{(" + l + ")}",
                        sheet.latex(before[s]) + " \\cdot " + sheet.factor(delta[t]),
                        learning.backward().weightGradients().get(l - 1)[s][t],
                        learning.numeric().weights().get(l - 1)[s][t],
                        layer.weights()[s][t],
                        after.weights()[s][t]));
            }
        }
        double[] bias = layer.bias();
        double[] biasAfter = after.bias();
        for (int t = 0; bias != null && biasAfter != null && t < bias.length; t++) {
            rows.add(line(
                    neuron("b", t, l),
                    neuron("\\delta", t, l),
                    delta[t],
                    learning.numeric().biases().get(l - 1)[t],
                    bias[t],
                    biasAfter[t]));
        }
        return new Block.Lines(
                List.of(
                        sheet.say(Phrase.WEIGHT),
                        sheet.say(Phrase.PUT_IN),
                        sheet.say(Phrase.GRADIENT),
                        sheet.say(Phrase.NUMERIC),
                        sheet.say(Phrase.UPDATED)),
                rows);
    }

    private List<Cell> line(String name, String put, double gradient, double numeric, double before, double after) {
        return List.of(
                Cell.math(name),
                Cell.math(put),
                Cell.math(sheet.latex(gradient)),
                Cell.math(sheet.latex(numeric)),
                Cell.math(update(gradient, before, after)));
    }

    private String update(double gradient, double before, double after) {
        return settings.update().isPlain()
                ? sheet.latex(before) + " - " + sheet.latex(settings.update().learningRate()) + " \\cdot "
                        + sheet.factor(gradient) + " = " + sheet.latex(after)
                : sheet.latex(before) + " \\to " + sheet.latex(after);
    }

    private void matrices(int l, ReferenceLayer layer) {
        sheet.words(Phrase.FIRST_WEIGHT);
        double[] before = Sheet.transposed(step.input(l))[0];
        double[] delta = Sheet.transposed(learning.backward().deltas().get(l - 1))[0];
        double gradient = learning.backward().weightGradients().get(l - 1)[0][0];
        ReferenceLayer after = learning.after().layers().get(l - 1);
        sheet.equations(List.of(
                new Equation(by("w_{11}^{(" + l + ")}"), sheet.products(before, delta) + " = " + sheet.latex(gradient)),
                new Equation(
                        "w_{11}^{(" + l + ")}",
                        "\\leftarrow",
                        update(gradient, layer.weights()[0][0], after.weights()[0][0]))));
        sheet.matrices(
                sheet.matrix(
                        by(at("W", l)), learning.backward().weightGradients().get(l - 1)),
                numeric(sheet.matrix(
                        by(at("W", l)), learning.numeric().weights().get(l - 1))));
        sheet.matrices(sheet.matrix(at("W", l) + " \\leftarrow", after.weights()));
        double[] bias = after.bias();
        if (bias != null) {
            sheet.matrices(
                    sheet.column(
                            by(at("b", l)), learning.backward().biasGradients().get(l - 1)),
                    numeric(sheet.column(
                            by(at("b", l)), learning.numeric().biases().get(l - 1))),
                    sheet.column(at("b", l) + " \\leftarrow", bias));
        }
    }

    private Grid numeric(Grid grid) {
        return new Grid("\\text{" + sheet.say(Phrase.NUMERIC) + " }" + grid.name(), grid.rows(), grid.note());
    }

    private static String by(String variable) {
        return "\\frac{\\partial C}{\\partial " + variable + "}";
    }
}
