package dev.lamina.core.parameter;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How a parameter starts. Fan-in and fan-out are the rows and columns of its view.
///
/// Sources: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (2010); He et al., "Delving deep into rectifiers" (arXiv 1502.01852).
public sealed interface Initializer {

    /// All zero: biases.
    record Zeros() implements Initializer {}

    /// U(−a, a) with a = √(6 / (fanIn + fanOut)).
    record GlorotUniform() implements Initializer {}

    /// N(0, 2 / (fanIn + fanOut)).
    record GlorotNormal() implements Initializer {}

    /// U(−a, a) with a = √(6 / fanIn): for ReLU and its kin.
    record HeUniform() implements Initializer {}

    /// N(0, 2 / fanIn): for ReLU and its kin.
    record HeNormal() implements Initializer {}

    /// Writes start values into `values[offset .. offset + rows · columns)`.
    default void fill(float[] values, int offset, int rows, int columns, RandomGenerator random) {
        double fanIn = Math.max(1, rows);
        double fanSum = Math.max(1, rows + columns);
        int end = offset + rows * columns;
        switch (this) {
            case Zeros() -> Arrays.fill(values, offset, end, 0f);
            case GlorotUniform() -> uniform(values, offset, end, Math.sqrt(6 / fanSum), random);
            case GlorotNormal() -> normal(values, offset, end, Math.sqrt(2 / fanSum), random);
            case HeUniform() -> uniform(values, offset, end, Math.sqrt(6 / fanIn), random);
            case HeNormal() -> normal(values, offset, end, Math.sqrt(2 / fanIn), random);
        }
    }

    private static void uniform(float[] values, int from, int to, double limit, RandomGenerator random) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
    }

    private static void normal(float[] values, int from, int to, double deviation, RandomGenerator random) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
    }
}
