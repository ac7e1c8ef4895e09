package dev.lamina.core.reference;

import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.TargetKind;
import dev.lamina.core.loss.TargetKind.Classes;
import dev.lamina.core.loss.TargetKind.Element;
import dev.lamina.core.loss.TargetKind.Several;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
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
        fill(targets, loss.targets(), loss.predictionColumns(outputs), random(2));
        return targets;
    }

    private static void fill(Matrix targets, TargetKind kind, int predictions, RandomStream random) {
        switch (kind) {
            case Element.NUMBER -> fill(targets, random::nextGaussian);
            case Element.COUNT -> fill(targets, () -> random.nextInt(LARGEST_COUNT + 1));
            case Element.PROBABILITY -> fill(targets, () -> probability(random));
            case Element.SIGN -> fill(targets, () -> 2 * random.nextInt(2) - 1);
            case Classes.INDEX, Classes.INDEX_OR_DISTRIBUTION -> fill(targets, () -> random.nextInt(predictions));
            case Classes.DISTRIBUTION -> {
                fill(targets, () -> 1 - random.nextDouble());
                divideBySums(targets);
            }
            case Several(List<Head> heads) -> fillHeads(targets, heads, random);
        }
    }

    private static void fillHeads(Matrix targets, List<Head> heads, RandomStream random) {
        int from = 0;
        for (Head head : heads) {
            int to = from + head.targetColumns();
            Loss loss = head.loss();
            fill(targets.columns(from, to), loss.targets(), loss.predictionColumns(head.outputs()), random);
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
