package dev.lamina.benchmark.jmh;

import dev.lamina.core.matrix.Matrix;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// Numbers and shapes for the benchmarks.
final class Samples {

    private Samples() {}

    /// The numbers in a text such as `32x128x784` or `784-128-10`.
    static int[] sizes(String text) {
        return Pattern.compile("[x-]")
                .splitAsStream(text)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /// Uniform in [−1, 1), the same every time.
    static Matrix matrix(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextDouble(-1, 1);
        }
        return matrix;
    }
}
