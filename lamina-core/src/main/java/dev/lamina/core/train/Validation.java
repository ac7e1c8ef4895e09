package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Parameters;

/// Measures the current parameters on the validation samples, in buffers that every epoch reuses.
final class Validation implements Judge {

    private static final int MOST_ROWS = 1024;

    /// Numbers between two layers; with wider networks, fewer rows pass at a time.
    private static final int MOST_NUMBERS = 2 << 20;

    private final Dataset samples;
    private final Loss loss;
    private final Pass pass;
    private final Matrix targets;
    private final Matrix predictions;
    private final Matrix gradient;
    private final float[] weights;

    /// How many rows have a weight above 0; their predictions and targets come first.
    private int counting;

    private double weight;
    private double weightedCost;

    Validation(Objective objective, Parameters parameters, Dataset samples, Gemm gemm) {
        Network network = objective.network();
        int batch = Math.min(samples.rows(), Math.clamp(MOST_NUMBERS / widest(network), 1, MOST_ROWS));
        this.samples = samples;
        this.loss = objective.loss();
        this.pass = Pass.forInference(network, parameters, batch, gemm);
        this.targets = Matrix.zeros(samples.rows(), samples.targetColumns());
        this.predictions = Matrix.zeros(samples.rows(), loss.predictionColumns(network.outputs()));
        this.gradient = Matrix.zeros(batch, network.outputs());
        this.weights = new float[batch];
    }

    private static int widest(Network network) {
        int width = network.inputs();
        int widest = width;
        for (Layer layer : network.layers()) {
            width = layer.outputs(width);
            widest = Math.max(widest, width);
        }
        return widest;
    }

    @Override
    public double cost() {
        Dataset.Batches batches = samples.batches(null);
        weightedCost = 0;
        weight = 0;
        counting = 0;
        int from = 0;
        while (from < samples.rows()) {
            int rows = Math.min(pass.maxRows(), samples.rows() - from);
            Matrix batchTargets = targets.rows(counting, counting + rows);
            batches.next(pass.input(rows), batchTargets, weights);
            Matrix logits = pass.forward(rows);
            double ofBatch = samples.weighted() ? sum(weights, rows) : rows;
            if (ofBatch > 0) {
                weightedCost += ofBatch
                        * loss.cost(logits, batchTargets, samples.weighted() ? weights : null, gradient.rows(0, rows));
                weight += ofBatch;
            }
            loss.predict(logits, predictions.rows(counting, counting + rows));
            keepThoseThatCount(rows);
            from += rows;
        }
        return weightedCost / weight;
    }

    /// Of the next rows of predictions and targets, moves those to the front that have a weight above 0.
    private void keepThoseThatCount(int rows) {
        int first = counting;
        for (int i = 0; i < rows; i++) {
            if (!samples.weighted() || weights[i] > 0) {
                if (first + i > counting) {
                    targets.rows(counting, counting + 1).copyFrom(targets.rows(first + i, first + i + 1));
                    predictions.rows(counting, counting + 1).copyFrom(predictions.rows(first + i, first + i + 1));
                }
                counting++;
            }
        }
    }

    @Override
    public double metric(Metric metric) {
        return metric.value(predictions(), targets());
    }

    /// Of the rows whose weight is above 0, as [#cost] left them.
    Matrix predictions() {
        return predictions.rows(0, counting);
    }

    /// Of the rows whose weight is above 0, as [#cost] left them.
    Matrix targets() {
        return targets.rows(0, counting);
    }

    /// How many rows have a weight above 0.
    int counting() {
        return counting;
    }

    /// The sum of the weights.
    double weight() {
        return weight;
    }

    /// The sum of the rows' costs times their weights.
    double weightedCost() {
        return weightedCost;
    }

    static double sum(float[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
