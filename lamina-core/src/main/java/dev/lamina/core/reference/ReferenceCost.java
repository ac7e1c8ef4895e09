package dev.lamina.core.reference;

import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.ArrayList;
import java.util.List;

/// The cost of a batch by the formulas in float64.
final class ReferenceCost implements LayeredCost {

    private final CheckBatch batch;
    private final List<Layer> layers;
    private final Frame.Randomness randomness;
    private final double[][] targets;

    /// ωᵢ / Σ ω of each sample (F3).
    private final double[] shares;

    /// By layer: its parameters, its inputs.
    private final List<List<double[][]>> matrices = new ArrayList<>();

    private final List<List<double[][]>> gradients = new ArrayList<>();

    ReferenceCost(CheckBatch batch) {
        this.batch = batch;
        layers = batch.network().layers();
        randomness = batch.randomness();
        targets = ReferenceNetwork.doubles(batch.targets());
        shares = shares(batch);
        backward(forward());
    }

    private static double[] shares(CheckBatch batch) {
        float[] weights = batch.weights();
        double[] shares = new double[batch.rows()];
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights == null ? 1 : weights[i];
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= total;
        }
        return shares;
    }

    private List<Pullback> forward() {
        List<Pullback> pullbacks = new ArrayList<>();
        double[][] x = ReferenceNetwork.doubles(batch.inputs());
        for (int l = 0; l < layers.size(); l++) {
            List<double[][]> own = new ArrayList<>();
            for (ParameterView each : batch.network().places().get(l).parameters()) {
                Matrix parameter = each.of(batch.parameters().values());
                own.add(ReferenceNetwork.doubles(parameter));
            }
            own.add(x);
            matrices.add(own);
            Pullback pullback = evaluate(l, x);
            pullbacks.add(pullback);
            x = pullback.y();
        }
        matrices.add(List.<double[][]>of(x));
        return pullbacks;
    }

    private void backward(List<Pullback> pullbacks) {
        double[][] logits = matrices.getLast().getFirst();
        double[][] error = new double[logits.length][logits[0].length];
        cost(logits, error);
        gradients.add(List.<double[][]>of(error));
        for (Pullback pullback : pullbacks.reversed()) {
            Gradients back = pullback.back().apply(error);
            error = back.inputs();
            List<double[][]> own = new ArrayList<>(back.parameters());
            own.add(error);
            gradients.addFirst(own);
        }
    }

    private Pullback evaluate(int layer, double[][] x) {
        List<double[][]> own = matrices.get(layer);
        return ReferenceLayers.evaluate(layers.get(layer), x, own.subList(0, own.size() - 1), randomness.part(layer));
    }

    /// (F3) and its gradient by the network's outputs.
    private double cost(double[][] logits, double[][] gradient) {
        double cost = 0;
        for (int i = 0; i < logits.length; i++) {
            cost += shares[i] * batch.loss().loss(logits[i], targets[i], gradient[i]);
            for (int j = 0; j < gradient[i].length; j++) {
                gradient[i][j] *= shares[i];
            }
        }
        return cost;
    }

    @Override
    public List<double[][]> gradients(int layer) {
        return gradients.get(layer);
    }

    @Override
    public double cost(int layer) {
        double[][] x = matrices.get(layer).getLast();
        for (int l = layer; l < layers.size(); l++) {
            x = evaluate(l, x).y();
        }
        return cost(x, new double[x.length][x[0].length]);
    }

    @Override
    public double get(Element element) {
        return matrices.get(element.layer()).get(element.matrix())[element.row()][element.column()];
    }

    @Override
    public void set(Element element, double value) {
        matrices.get(element.layer()).get(element.matrix())[element.row()][element.column()] = value;
    }
}
