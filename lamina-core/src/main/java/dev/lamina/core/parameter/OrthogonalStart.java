package dev.lamina.core.parameter;

import java.util.random.RandomGenerator;

/// The Q of a random normal matrix A = Q·R with a positive diagonal in R, which makes Q uniform among the orthogonal
/// ones.
///
/// By Gram and Schmidt, which gives that Q without a change of signs, twice for every vector, which keeps right
/// angles to the precision of double (Giraud, Langou, Rozložník 2005).
final class OrthogonalStart {

    private OrthogonalStart() {}

    /// Writes a rows × columns matrix, row by row.
    static void fill(float[] values, int offset, int rows, int columns, RandomGenerator random) {
        double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[offset + i * columns + j] = (float) (rows < columns ? vectors[i][j] : vectors[j][i]);
            }
        }
    }

    private static double[][] orthonormal(int count, int length, RandomGenerator random) {
        double[][] vectors = new double[count][length];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < length; i++) {
                vectors[k][i] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < k; before++) {
                    addTo(vectors[k], vectors[before], -dot(vectors[before], vectors[k]));
                }
            }
            double norm = Math.sqrt(dot(vectors[k], vectors[k]));
            for (int i = 0; i < length; i++) {
                vectors[k][i] /= norm;
            }
        }
        return vectors;
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    /// Four sums at once, so that an addition need not wait for the one before.
    private static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= a.length - 4; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
