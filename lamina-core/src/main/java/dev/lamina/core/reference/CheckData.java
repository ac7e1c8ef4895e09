package dev.lamina.core.reference;

import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.ClassHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.DifferenceLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SignLoss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.function.DoubleSupplier;

/// Draws what gradients are checked at: parameters, inputs and targets that a network and a loss accept.
final class CheckData {

    /// How far from its start a parameter is moved that starts the same everywhere, such as a bias.
    private static final double SHIFT = 0.25;

    private static final int LARGEST_COUNT = 4;

    private final long seed;
    private final int rows;

    CheckData(long seed, int rows) {
        this.seed = seed;
        this.rows = rows;
    }

    /// The network's random start, with those matrices moved that start as one number, so that no term drops
    /// out.
    Parameters parameters(Network network) {
        Parameters parameters = network.initialize(seed);
        RandomStream random = random(0);
        for (ParameterView view : parameters.views()) {
            if (isConstant(parameters.values(), view)) {
                for (int i = view.offset(); i < view.offset() + view.size(); i++) {
                    parameters.values()[i] += (float) (SHIFT * (2 * random.nextDouble() - 1));
                }
            }
        }
        return parameters;
    }

    private static boolean isConstant(float[] values, ParameterView view) {
        for (int i = view.offset(); i < view.offset() + view.size(); i++) {
            if (values[i] != values[view.offset()]) {
                return false;
            }
        }
        return true;
    }

    /// Standard normal numbers, and indices where an embedding takes them.
    Matrix inputs(Network network) {
        RandomStream random = random(1);
        Layer first = network.layers().getFirst();
        int[] categories = IndexColumns.of(first, network.inputs());
        Matrix inputs = Matrix.zeros(rows, network.inputs());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < categories.length; j++) {
                inputs.set(i, j, categories[j] > 0 ? random.nextInt(categories[j]) : (float) random.nextGaussian());
            }
        }
        return inputs;
    }

    /// @param outputs of the network
    Matrix targets(Loss loss, int outputs) {
        Matrix targets = Matrix.zeros(rows, loss.targetColumns(outputs));
        fill(targets, loss, outputs, random(2));
        return targets;
    }

    private static void fill(Matrix targets, Loss loss, int outputs, RandomStream random) {
        switch (loss) {
            case DifferenceLoss _, CustomLoss _ -> fill(targets, random::nextGaussian);
            case BinaryCrossEntropy _, MeanBinaryCrossEntropy _ -> fill(targets, () -> probability(random));
            case SignLoss _ -> fill(targets, () -> 2 * random.nextInt(2) - 1);
            case Poisson _ -> fill(targets, () -> random.nextInt(LARGEST_COUNT + 1));
            case OnPredictions(LinkedLoss onLogits) -> fill(targets, onLogits, outputs, random);
            case KullbackLeibler _ -> {
                fill(targets, () -> 1 - random.nextDouble());
                divideBySums(targets);
            }
            case SoftmaxCrossEntropy _, Focal _, ClassHinge _ -> fill(targets, () -> random.nextInt(outputs));
            case Heads heads -> fillHeads(targets, heads, random);
        }
    }

    private static void fillHeads(Matrix targets, Heads heads, RandomStream random) {
        int from = 0;
        for (Head head : heads.heads()) {
            int to = from + head.loss().targetColumns(head.outputs());
            fill(targets.columns(from, to), head.loss(), head.outputs(), random);
            from = to;
        }
    }

    private static void fill(Matrix targets, DoubleSupplier value) {
        for (int i = 0; i < targets.rows(); i++) {
            for (int j = 0; j < targets.columns(); j++) {
                targets.set(i, j, (float) value.getAsDouble());
            }
        }
    }

    /// 0, 1 or something between.
    private static double probability(RandomStream random) {
        int kind = random.nextInt(3);
        return kind < 2 ? kind : random.nextDouble();
    }

    private static void divideBySums(Matrix targets) {
        for (int i = 0; i < targets.rows(); i++) {
            float sum = 0;
            for (int j = 0; j < targets.columns(); j++) {
                sum += targets.get(i, j);
            }
            for (int j = 0; j < targets.columns(); j++) {
                targets.set(i, j, targets.get(i, j) / sum);
            }
        }
    }

    private RandomStream random(int index) {
        return RandomStream.of(seed, Purpose.CHECK, index);
    }
}
