package dev.lamina.report;

import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.loss.ElementLoss;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The numbers of one step as JSON: the matrices of each layer, cut, and the norms of the whole ones.
///
/// @param neurons of each layer, from the input on
record StepJson(TraceSettings settings, TraceStep step, Cut samples, List<Cut> neurons) {

    JsonObject json() {
        List<JsonValue> layers = new ArrayList<>();
        layers.add(new Numbers()
                .put("a", step.forward().x(), samples, neurons.getFirst())
                .build());
        for (int l = 1; l < neurons.size(); l++) {
            layers.add(layer(l));
        }
        JsonObject.Builder json = JsonObject.builder().put("layers", new JsonValue.Array(layers));
        TraceStep.Learning learning = step.learning();
        double[][] targets = settings.targets();
        if (learning != null && targets != null) {
            if (settings.loss() instanceof ElementLoss loss) {
                json.put("lossTerms", samples.of(terms(loss, targets), neurons.getLast()));
            }
            json.put("predictions", samples.of(step.predictions(), neurons.getLast()))
                    .put("targets", samples.of(perOutput(targets), neurons.getLast()))
                    .put("losses", samples.of(learning.backward().losses()))
                    .put("cost", number(learning.backward().cost()))
                    .put("costAfter", number(learning.costAfter()));
        }
        return json.build();
    }

    private JsonObject layer(int l) {
        ReferenceLayer layer = step.before().layers().get(l - 1);
        Cut inputs = neurons.get(l - 1);
        Cut outputs = neurons.get(l);
        boolean fused = l == neurons.size() - 1 && TraceJson.isFused(settings);
        double[][] z = step.forward().z().get(l - 1);
        Numbers numbers = new Numbers()
                .put("weights", layer.weights(), inputs, outputs)
                .put("z", z, samples, outputs)
                .put("a", fused ? step.predictions() : step.forward().a().get(l - 1), samples, outputs);
        if (layer.bias() != null) {
            numbers.put("bias", layer.bias(), outputs);
        }
        if (layer.activation() instanceof Elementwise f) {
            numbers.put("slope", map(z, f), samples, outputs);
        }
        TraceStep.Learning learning = step.learning();
        if (learning != null) {
            putLearning(numbers, learning, l);
        }
        return numbers.build();
    }

    private void putLearning(Numbers numbers, TraceStep.Learning learning, int l) {
        Backward backward = learning.backward();
        ReferenceLayer after = learning.after().layers().get(l - 1);
        Cut inputs = neurons.get(l - 1);
        Cut outputs = neurons.get(l);
        numbers.put("error", error(backward, l), samples, outputs)
                .put("delta", backward.deltas().get(l - 1), samples, outputs)
                .put("weightGradient", backward.weightGradients().get(l - 1), inputs, outputs)
                .put("numericWeightGradient", learning.numeric().weights().get(l - 1), inputs, outputs)
                .put("newWeights", after.weights(), inputs, outputs);
        if (after.bias() != null) {
            numbers.put("biasGradient", backward.biasGradients().get(l - 1), outputs)
                    .put("numericBiasGradient", learning.numeric().biases().get(l - 1), outputs)
                    .put("newBias", after.bias(), outputs);
        }
    }

    /// ∂C/∂A⁽ˡ⁾, one sample a row: Δ⁽ˡ⁺¹⁾·W⁽ˡ⁺¹⁾ᵀ (F5), or for the last layer the derivative of the loss.
    private double[][] error(Backward backward, int l) {
        if (l == neurons.size() - 1) {
            return backward.outputGradient();
        }
        double[][] weights = step.before().layers().get(l).weights();
        double[][] delta = backward.deltas().get(l);
        double[][] error = new double[delta.length][weights.length];
        for (int i = 0; i < delta.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                for (int k = 0; k < delta[i].length; k++) {
                    error[i][j] += weights[j][k] * delta[i][k];
                }
            }
        }
        return error;
    }

    /// What each output adds to the loss of its sample.
    private double[][] terms(ElementLoss loss, double[][] targets) {
        double[][] outputs = step.forward().output();
        double[][] terms = new double[targets.length][outputs[0].length];
        for (int i = 0; i < terms.length; i++) {
            for (int j = 0; j < terms[i].length; j++) {
                terms[i][j] = loss.value(outputs[i][j], targets[i][j]) / (loss.mean() ? terms[i].length : 1);
            }
        }
        return terms;
    }

    /// Targets with a column for each output: a class index becomes a 1 in its place.
    private double[][] perOutput(double[][] targets) {
        int outputs = neurons.getLast().size();
        if (targets[0].length == outputs) {
            return targets;
        }
        double[][] indicators = new double[targets.length][outputs];
        for (int i = 0; i < targets.length; i++) {
            indicators[i][(int) targets[i][0]] = 1;
        }
        return indicators;
    }

    private static double[][] map(double[][] z, Elementwise f) {
        return Arrays.stream(z)
                .map(row -> Arrays.stream(row).map(f::derivative).toArray())
                .toArray(double[][]::new);
    }

    static JsonValue number(double value) {
        return Double.isFinite(value) ? JsonNumber.of(value) : new JsonValue.Null();
    }

    /// Collects the matrices of a layer and their norms.
    private static final class Numbers {

        private final JsonObject.Builder numbers = JsonObject.builder();
        private final JsonObject.Builder norms = JsonObject.builder();

        Numbers put(String name, double[][] matrix, Cut rows, Cut columns) {
            numbers.put(name, rows.of(matrix, columns));
            norms.put(name, number(norm(matrix)));
            return this;
        }

        Numbers put(String name, double[] vector, Cut columns) {
            numbers.put(name, columns.of(vector));
            return this;
        }

        JsonObject build() {
            return numbers.put("norms", norms.build()).build();
        }

        /// √Σ of the squares.
        private static double norm(double[][] matrix) {
            double sum = 0;
            for (double[] row : matrix) {
                for (double value : row) {
                    sum += value * value;
                }
            }
            return Math.sqrt(sum);
        }
    }
}
