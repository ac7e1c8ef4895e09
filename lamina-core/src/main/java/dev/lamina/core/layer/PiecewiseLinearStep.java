package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// The steps of a [PiecewiseLinearEmbedding], column by column. A number fills all bins below the one that it is in,
/// and that one in part: in forward the weights of the bins below are summed up once for every bin, in backward the
/// gradients of the rows once for every bin that they are in.
final class PiecewiseLinearStep {

    private PiecewiseLinearStep() {}

    /// One column of x.
    ///
    /// @param column of x
    /// @param firstEdge of the column among all edges
    static void forward(Frame f, int column, int firstEdge, int bins, int dimension) {
        double[] work = f.sums();
        int size = bins * dimension;
        takeWeights(f, column, firstEdge, bins, dimension);
        Matrix edges = f.parameter(0);
        int first = edges.offset() + firstEdge;
        for (int i = 0; i < f.rows(); i++) {
            float x = f.x().data()[f.x().rowOffset(i) + column];
            int bin = bin(x, edges.data(), first, bins);
            double share = share(x, edges.data(), first + bin);
            int to = f.y().rowOffset(i) + column * dimension;
            map(x, share, work, bin * dimension, size, 2 * size, f.y().data(), to, dimension);
        }
    }

    /// For every bin the bias and the weights of the bins below, then for every bin its weights, then the scale.
    private static void takeWeights(Frame f, int column, int firstEdge, int bins, int dimension) {
        double[] work = f.sums();
        int size = bins * dimension;
        Matrix scale = f.parameter(1);
        Matrix bias = f.parameter(2);
        Matrix weight = f.parameter(3);
        int from = weight.rowOffset(firstEdge - column);
        for (int j = 0; j < size; j++) {
            work[size + j] = weight.data()[from + j];
        }
        for (int j = 0; j < dimension; j++) {
            work[j] = bias.data()[bias.offset() + column * dimension + j];
            work[2 * size + j] = scale.data()[scale.offset() + column * dimension + j];
        }
        for (int j = dimension; j < size; j++) {
            work[j] = work[j - dimension] + work[size + j - dimension];
        }
    }

    /// The last bin that begins at x or below, or the first one.
    private static int bin(float x, float[] edges, int first, int bins) {
        int low = 0;
        int high = bins - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (edges[first + middle] <= x) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static double share(float x, float[] edges, int edge) {
        return ((double) x - edges[edge]) / ((double) edges[edge + 1] - edges[edge]);
    }

    private static void map(
            double x, double share, double[] work, int sum, int weight, int scale, float[] y, int to, int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = (float) (work[sum + j] + share * work[weight + sum + j] + x * work[scale + j]);
        }
    }

    static void backward(Frame f, int column, int firstEdge, int bins, int dimension) {
        double[] sums = f.sums();
        int size = bins * dimension;
        float[] edges = f.parameter(0).data();
        int first = f.parameter(0).offset() + firstEdge;
        Arrays.fill(sums, 0, 2 * size, 0);
        for (int i = 0; i < f.rows(); i++) {
            float x = f.x().data()[f.x().rowOffset(i) + column];
            int bin = bin(x, edges, first, bins);
            double share = share(x, edges, first + bin);
            int from = f.dy().rowOffset(i) + column * dimension;
            Elements.addRow(f.dy().data(), from, sums, bin * dimension, dimension);
            addShare(share, f.dy().data(), from, sums, size + bin * dimension, dimension);
            if (f.wantsInputGradient()) {
                f.dx().data()[f.dx().rowOffset(i) + column] = slope(f, column, from, firstEdge + bin, dimension);
            }
        }
        takeGradients(f, column, firstEdge, bins, dimension);
    }

    private static void addShare(double share, float[] dy, int from, double[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += share * dy[from + j];
        }
    }

    /// ∂C/∂x of a number between an edge and the next.
    private static float slope(Frame f, int column, int from, int edge, int dimension) {
        float[] dy = f.dy().data();
        Matrix edges = f.parameter(0);
        Matrix scale = f.parameter(1);
        Matrix weight = f.parameter(3);
        int at = scale.offset() + column * dimension;
        int row = weight.rowOffset(edge - column);
        double ofScale = 0;
        double ofWeight = 0;
        for (int j = 0; j < dimension; j++) {
            ofScale += (double) dy[from + j] * scale.data()[at + j];
            ofWeight += (double) dy[from + j] * weight.data()[row + j];
        }
        float[] all = edges.data();
        int place = edges.offset() + edge;
        return (float) (ofScale + ofWeight / ((double) all[place + 1] - all[place]));
    }

    /// Of Σ g and Σ p·g over the rows in each bin. With x = bₜ + pₜ·(bₜ₊₁ − bₜ) they give Σ x·g, too.
    private static void takeGradients(Frame f, int column, int firstEdge, int bins, int dimension) {
        double[] sums = f.sums();
        int size = bins * dimension;
        float[] edges = f.parameter(0).data();
        int first = f.parameter(0).offset() + firstEdge;
        Matrix scale = f.gradient(1);
        Matrix bias = f.gradient(2);
        Matrix weight = f.gradient(3);
        for (int j = 0; j < dimension; j++) {
            double above = 0;
            double ofScale = 0;
            for (int bin = bins - 1; bin >= 0; bin--) {
                double all = sums[bin * dimension + j];
                double shares = sums[size + bin * dimension + j];
                weight.data()[weight.rowOffset(firstEdge - column + bin) + j] = (float) (shares + above);
                above += all;
                double edge = edges[first + bin];
                ofScale += edge * all + (edges[first + bin + 1] - edge) * shares;
            }
            scale.data()[scale.offset() + column * dimension + j] = (float) ofScale;
            bias.data()[bias.offset() + column * dimension + j] = (float) above;
        }
    }
}
