package dev.lamina.report.trace;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Weights and biases in JSON, such as
///
///     {"W": [[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]], "b": [[0, 0]]}
///
/// for one layer 3 → 2: `W` has for each layer a row for every input, as W⁽ˡ⁾ stands in the theory. `b` may be
/// absent, null, or have null for layers without. With `"layout": "out-in"` each layer has a row for every output
/// instead, as in PyTorch; a file with `"shape": [3, 2]`, the widths of its layers, and no layout is read so, too.
/// Other members are ignored.
///
/// @param file for messages
/// @param weights of each layer, inputs × outputs
/// @param biases of each layer, null for none
public record WeightsFile(Path file, List<double[][]> weights, List<double @Nullable []> biases) {

    private static final long LARGEST_FILE = 64 << 20;

    /// Reads such a file.
    ///
    /// @throws WeightsFileException if the file is not such JSON
    /// @throws IOException if it cannot be read
    public static WeightsFile read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new WeightsFileException(
                    file + ": has " + Files.size(file) + " bytes, expected at most " + LARGEST_FILE);
        }
        try {
            if (!(JsonReader.parse(Files.readAllBytes(file)) instanceof JsonObject json)) {
                throw new JsonException("expected an object with the member \"W\"");
            }
            List<double[][]> weights = weights(json);
            return new WeightsFile(file, weights, biases(json, weights));
        } catch (JsonException e) {
            throw new WeightsFileException(file + ": " + e.getMessage());
        }
    }

    private static List<double[][]> weights(JsonObject json) throws JsonException {
        boolean outputsFirst = outputsFirst(json);
        List<double[][]> weights = new ArrayList<>();
        for (JsonValue layer : json.array("W")) {
            double[][] matrix = matrix("W[" + weights.size() + "]", layer);
            weights.add(outputsFirst ? rowForEveryInput(matrix) : matrix);
        }
        if (weights.isEmpty()) {
            throw new JsonException("member \"W\" is empty, expected a matrix for each layer");
        }
        for (int l = 1; l < weights.size(); l++) {
            int outputs = weights.get(l - 1)[0].length;
            if (weights.get(l).length != outputs) {
                throw new JsonException("W[" + (l - 1) + "] has " + outputs + " outputs, W[" + l + "] "
                        + weights.get(l).length + " inputs; the rows are taken as "
                        + (outputsFirst ? "outputs" : "inputs")
                        + ", \"layout\": \"" + (outputsFirst ? "in-out" : "out-in") + "\" turns them");
            }
        }
        return weights;
    }

    /// W⁽ˡ⁾ of a matrix with a row for every output.
    private static double[][] rowForEveryInput(double[][] outputs) {
        double[][] inputs = new double[outputs[0].length][outputs.length];
        for (int s = 0; s < inputs.length; s++) {
            for (int t = 0; t < outputs.length; t++) {
                inputs[s][t] = outputs[t][s];
            }
        }
        return inputs;
    }

    private static boolean outputsFirst(JsonObject json) throws JsonException {
        if (!json.members().containsKey("layout")) {
            return json.members().containsKey("shape");
        }
        String layout = json.text("layout");
        return switch (layout) {
            case "in-out" -> false;
            case "out-in" -> true;
            default ->
                throw new JsonException("member \"layout\" is \"" + layout + "\", expected \"in-out\" or \"out-in\"");
        };
    }

    private static List<double @Nullable []> biases(JsonObject json, List<double[][]> weights) throws JsonException {
        JsonValue b = json.members().get("b");
        if (b == null || b instanceof JsonValue.Null) {
            return Collections.nCopies(weights.size(), null);
        }
        List<JsonValue> elements = json.array("b");
        if (elements.size() != weights.size()) {
            throw new JsonException("member \"b\" has " + elements.size() + " layers, \"W\" " + weights.size());
        }
        List<double @Nullable []> biases = new ArrayList<>();
        for (int l = 0; l < elements.size(); l++) {
            double[] bias = elements.get(l) instanceof JsonValue.Null ? null : row("b[" + l + "]", elements.get(l));
            if (bias != null && bias.length != weights.get(l)[0].length) {
                throw new JsonException("b[" + l + "] has " + bias.length + " numbers, W[" + l + "] "
                        + weights.get(l)[0].length + " outputs");
            }
            biases.add(bias);
        }
        return biases;
    }

    private static double[][] matrix(String name, JsonValue value) throws JsonException {
        if (!(value instanceof JsonValue.Array(List<JsonValue> rows)) || rows.isEmpty()) {
            throw new JsonException(name + " is not a matrix, expected an array of rows");
        }
        double[][] matrix = new double[rows.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = row(name + "[" + i + "]", rows.get(i));
            if (matrix[i].length != matrix[0].length) {
                throw new JsonException(name + "[" + i + "] has " + matrix[i].length + " numbers, the row before it "
                        + matrix[0].length);
            }
        }
        return matrix;
    }

    private static double[] row(String name, JsonValue value) throws JsonException {
        if (!(value instanceof JsonValue.Array(List<JsonValue> elements)) || elements.isEmpty()) {
            throw new JsonException(name + " is " + value.kind() + ", expected an array of numbers");
        }
        double[] row = new double[elements.size()];
        for (int j = 0; j < row.length; j++) {
            if (!(elements.get(j) instanceof JsonNumber number)) {
                throw new JsonException(
                        name + "[" + j + "] is " + elements.get(j).kind() + ", expected a number");
            }
            row[j] = number.asDouble();
        }
        return row;
    }

    /// The widths of the inputs and of every layer.
    public List<Integer> widths() {
        List<Integer> widths = new ArrayList<>(List.of(weights.getFirst().length));
        weights.forEach(layer -> widths.add(layer[0].length));
        return widths;
    }
}
