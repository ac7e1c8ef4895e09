package dev.lamina.core.parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// How a parameter starts. Fan-in and fan-out are the rows and columns of its view.
///
/// Sources: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (2010); He et al., "Delving deep into rectifiers" (arXiv 1502.01852); LeCun et al., "Efficient BackProp" (1998);
/// Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
/// (arXiv 1312.6120).
public sealed interface Initializer {

    /// All zero: biases.
    record Zeros() implements Initializer {}

    /// All the same.
    ///
    /// @param value finite
    record Constant(double value) implements Initializer {

        public Constant {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the constant start value is " + value + ", expected a finite one");
            }
        }
    }

    /// N(0, deviation²), whatever the shape: embeddings.
    ///
    /// @param deviation positive
    record Normal(double deviation) implements Initializer {

        public Normal {
            if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the deviation of start values is " + deviation + ", expected more than 0");
            }
        }
    }

    /// U(−limit, limit), whatever the shape.
    ///
    /// @param limit positive
    record Uniform(double limit) implements Initializer {

        public Uniform {
            if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the limit of start values is " + limit + ", expected more than 0");
            }
        }
    }

    /// 1 or −1, one as likely as the other.
    record RandomSigns() implements Initializer {}

    /// U(−a, a) with a = √(6 / (fanIn + fanOut)).
    record GlorotUniform() implements Initializer {}

    /// N(0, 2 / (fanIn + fanOut)).
    record GlorotNormal() implements Initializer {}

    /// U(−a, a) with a = √(6 / fanIn): for ReLU and its kin.
    record HeUniform() implements Initializer {}

    /// N(0, 2 / fanIn): for ReLU and its kin.
    record HeNormal() implements Initializer {}

    /// U(−a, a) with a = √(3 / fanIn).
    record LeCunUniform() implements Initializer {}

    /// N(0, 1 / fanIn): for SELU.
    record LeCunNormal() implements Initializer {}

    /// A random matrix whose rows or columns, whichever are fewer, are of length 1 and at right angles to each other.
    record Orthogonal() implements Initializer {}

    /// Given values, row by row, as many as the parameter has; [ParameterSpec] checks that.
    ///
    /// @param values copied; finite
    record Given(float[] values) implements Initializer {

        public Given {
            values = values.clone();
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("a given start value is " + value + ", expected a finite one");
                }
            }
        }

        /// A copy.
        @Override
        public float[] values() {
            return values.clone();
        }

        int size() {
            return values.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Given given && Arrays.equals(values, given.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Given[" + values.length + " values]";
        }
    }

    /// The same start for groups of columns: the first `1/times` of the columns start by `start`, all further
    /// ones as those.
    ///
    /// @param times 1 or more; the number of columns is a multiple of it
    record Repeated(Initializer start, int times) implements Initializer {

        public Repeated {
            Objects.requireNonNull(start, "start");
            if (times < 1) {
                throw new IllegalArgumentException("start values are repeated " + times + " times, expected 1 or more");
            }
        }
    }

    /// One start value for all columns of a chunk, such as the numbers that encode one category. The chunks
    /// follow each other over the columns, again and again.
    ///
    /// @param start gives a value for each chunk
    /// @param widths of the chunks, 1 or more each; the number of columns is a multiple of their sum
    record Chunked(Initializer start, List<Integer> widths) implements Initializer {

        public Chunked {
            Objects.requireNonNull(start, "start");
            widths = List.copyOf(widths);
            if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
                throw new IllegalArgumentException(
                        "the chunks of start values are " + widths + " wide, expected 1 or more each");
            }
        }

        private static long sum(List<Integer> widths) {
            return widths.stream().mapToLong(Integer::longValue).sum();
        }
    }

    /// What [Given] becomes in a model file, which holds the trained values only: the network predicts, but cannot be
    /// started again.
    record NotKept() implements Initializer {}

    /// Writes start values into `values[offset .. offset + rows · columns)`.
    ///
    /// @throws IllegalStateException if they were given once and are not kept
    default void fill(float[] values, int offset, int rows, int columns, RandomGenerator random) {
        double fanIn = Math.max(1, rows);
        double fanSum = Math.max(1, rows + columns);
        int end = offset + rows * columns;
        switch (this) {
            case Zeros() -> Arrays.fill(values, offset, end, 0f);
            case Constant(double value) -> Arrays.fill(values, offset, end, (float) value);
            case Uniform(double limit) -> uniform(values, offset, end, limit, random);
            case RandomSigns() -> signs(values, offset, end, random);
            case Normal(double deviation) -> normal(values, offset, end, deviation, random);
            case GlorotUniform() -> uniform(values, offset, end, Math.sqrt(6 / fanSum), random);
            case GlorotNormal() -> normal(values, offset, end, Math.sqrt(2 / fanSum), random);
            case HeUniform() -> uniform(values, offset, end, Math.sqrt(6 / fanIn), random);
            case HeNormal() -> normal(values, offset, end, Math.sqrt(2 / fanIn), random);
            case LeCunUniform() -> uniform(values, offset, end, Math.sqrt(3 / fanIn), random);
            case LeCunNormal() -> normal(values, offset, end, Math.sqrt(1 / fanIn), random);
            case Orthogonal() -> OrthogonalStart.fill(values, offset, rows, columns, random);
            case Given(float[] given) -> System.arraycopy(given, 0, values, offset, rows * columns);
            case Repeated(Initializer start, int times) -> {
                int width = columns / times;
                float[] first = start.filled(rows, width, random);
                for (int i = 0; i < rows * times; i++) {
                    System.arraycopy(first, i / times * width, values, offset + i * width, width);
                }
            }
            case Chunked chunked -> chunked(chunked, values, offset, rows, columns, random);
            case NotKept() ->
                throw new IllegalStateException("the start values were given by the program that made the network, and"
                        + " its model file does not hold them; give the layer another initializer");
        }
    }

    /// Refuses a shape that has no such start.
    ///
    /// @param parameter names it in the message
    default void check(String parameter, int rows, int columns) {
        switch (this) {
            case Given given
            when given.size() != (long) rows * columns ->
                throw new IllegalArgumentException("parameter " + parameter + " is " + rows + " × " + columns + ", "
                        + given.size() + " start values are given; expected " + (long) rows * columns);
            case Repeated(Initializer start, int times) -> {
                checkMultiple(parameter, columns, times, "its start is repeated " + times + " times");
                start.check(parameter, rows, columns / times);
            }
            case Chunked(Initializer start, List<Integer> widths) -> {
                long sum = Chunked.sum(widths);
                checkMultiple(parameter, columns, sum, "the chunks of its start are " + sum + " wide together");
                start.check(parameter, rows, (int) (columns / sum * widths.size()));
            }
            case Zeros _, Constant _, Uniform _, RandomSigns _, Normal _, GlorotUniform _, GlorotNormal _ -> {}
            case HeUniform _, HeNormal _, LeCunUniform _, LeCunNormal _, Orthogonal _, Given _, NotKept _ -> {}
        }
    }

    private static void checkMultiple(String parameter, int columns, long divisor, String why) {
        if (columns % divisor != 0) {
            throw new IllegalArgumentException("parameter " + parameter + " has " + columns + " columns, and " + why
                    + "; expected a multiple of that");
        }
    }

    private float[] filled(int rows, int columns, RandomGenerator random) {
        float[] values = new float[rows * columns];
        fill(values, 0, rows, columns, random);
        return values;
    }

    private static void chunked(
            Chunked chunked, float[] values, int offset, int rows, int columns, RandomGenerator random) {
        int count = (int) (columns / Chunked.sum(chunked.widths)) * chunked.widths.size();
        float[] drawn = chunked.start.filled(rows, count, random);
        int to = offset;
        for (int i = 0; i < drawn.length; i++) {
            int width = chunked.widths.get(i % chunked.widths.size());
            Arrays.fill(values, to, to + width, drawn[i]);
            to += width;
        }
    }

    private static void signs(float[] values, int from, int to, RandomGenerator random) {
        for (int i = from; i < to; i++) {
            values[i] = random.nextLong() < 0 ? -1 : 1;
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
