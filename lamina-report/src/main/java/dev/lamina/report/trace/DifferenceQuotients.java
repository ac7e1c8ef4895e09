package dev.lamina.report.trace;

import dev.lamina.core.reference.CentralDifference;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gradients by central differences: two costs for every weight.
final class DifferenceQuotients {

    /// The cube root of the rounding error of float64, where rounding and curvature err alike.
    private static final double STEP = 6e-6;

    private final ReferenceNetwork network;
    private final TraceSettings settings;
    private final double[][] targets;
    private double largestDifference;
    private int compared;

    private DifferenceQuotients(ReferenceNetwork network, TraceSettings settings, double[][] targets) {
        this.network = withOwnWeights(network);
        this.settings = settings;
        this.targets = targets;
    }

    static NumericGradients of(
            ReferenceNetwork network, TraceSettings settings, double[][] targets, Backward backward) {
        DifferenceQuotients quotients = new DifferenceQuotients(network, settings, targets);
        List<double[][]> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            ReferenceLayer layer = quotients.network.layers().get(l);
            double[][] gradients = backward.weightGradients().get(l);
            double[][] rows = new double[layer.inputs()][layer.outputs()];
            for (double[] row : rows) {
                Arrays.fill(row, Double.NaN);
            }
            for (int s : Corners.of(layer.inputs())) {
                quotients.fill(layer.weights()[s], gradients[s], rows[s]);
            }
            weights.add(rows);
            double[] row = new double[layer.outputs()];
            Arrays.fill(row, Double.NaN);
            if (layer.bias() != null) {
                quotients.fill(layer.bias(), backward.biasGradients().get(l), row);
            }
            biases.add(row);
        }
        return new NumericGradients(weights, biases, quotients.largestDifference, quotients.compared);
    }

    /// Computes the quotients of those weights of a row that are shown.
    private void fill(double[] values, double[] gradients, double[] quotients) {
        for (int t : Corners.of(values.length)) {
            double value = values[t];
            double h = STEP * Math.max(1, Math.abs(value));
            int moved = t;
            quotients[t] = CentralDifference.of(
                            at -> {
                                values[moved] = at;
                                return cost();
                            },
                            value,
                            h)
                    .quotient();
            values[t] = value;
            largestDifference = Math.max(largestDifference, Math.abs(quotients[t] - gradients[t]));
            compared++;
        }
    }

    private double cost() {
        return network.cost(network.forward(settings.inputs()), settings.loss(), targets);
    }

    /// A copy of the network, whose weights may be changed.
    private static ReferenceNetwork withOwnWeights(ReferenceNetwork network) {
        return new ReferenceNetwork(network.layers().stream()
                .map(layer -> new ReferenceLayer(
                        Arrays.stream(layer.weights()).map(double[]::clone).toArray(double[][]::new),
                        layer.bias() == null ? null : layer.bias().clone(),
                        layer.activation()))
                .toList());
    }
}
