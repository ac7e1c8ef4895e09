package dev.lamina.core.layer;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Each column of x, a number, in several dimensions that are linear in it between edges, so that a network can treat
/// every range of the number in its own way: y = (e₁, e₂ …) with eᵢ = xᵢ·wᵢ + cᵢ + Σ over the bins t of pₜ·Aₜ. The
/// share pₜ of bin t, from edge bₜ to the next, is (xᵢ − bₜ) / (bₜ₊₁ − bₜ) within [0, 1], of the first bin without the
/// 0 and of the last without the 1, so that nothing ends at the outermost edges.
///
/// Backward, with g = ∂C/∂eᵢ: ∂C/∂wᵢ = Σ xᵢ·g, ∂C/∂cᵢ = Σ g, ∂C/∂Aₜ = Σ pₜ·g, and ∂C/∂xᵢ = g·(wᵢ + Aₜ / (bₜ₊₁ − bₜ))
/// for the bin t that xᵢ is in, at an edge the one above.
///
/// Parameters: `edges`, those of all columns, which training leaves as they are; `scale` and `bias` (1 ×
/// width·dimension), the wᵢ and cᵢ, ~ U(±1/√dimension), which do not decay; `weight` (bins of all columns ×
/// dimension), the Aₜ, which start at zero.
///
/// Source: version B of the embeddings that TabM uses (Gorishniy, Kotelnikov, Babenko, arXiv 2410.24210), after
/// Gorishniy, Rubachev, Babenko, "On embeddings for numerical features in tabular deep learning" (arXiv 2203.05556).
///
/// @param edges how many each column has, 2 or more
/// @param dimension of eᵢ, 1 or more
/// @param start the edges of all columns, each column's ascending; not kept in a model file, which holds them as the
///     parameter
public record PiecewiseLinearEmbedding(List<Integer> edges, int dimension, Initializer start) implements Layer {

    private static final int MAX_WEIGHTS = 1 << 28;

    public PiecewiseLinearEmbedding {
        edges = List.copyOf(edges);
        Objects.requireNonNull(start, "start");
        if (edges.isEmpty() || dimension < 1) {
            throw new IllegalArgumentException(
                    "a piecewise-linear embedding needs 1 or more columns and dimensions, got " + edges.size() + " and "
                            + dimension);
        }
        for (int i = 0; i < edges.size(); i++) {
            if (edges.get(i) < 2) {
                throw new IllegalArgumentException(
                        "column " + i + " of a piecewise-linear embedding has " + edges.get(i)
                                + " edges, expected 2 or more; leave out a column whose values are all the same");
            }
        }
        if ((double) count(edges) * dimension > MAX_WEIGHTS) {
            throw new IllegalArgumentException("a piecewise-linear embedding of " + count(edges) + " edges in "
                    + dimension + " takes more than " + MAX_WEIGHTS + " weights");
        }
        switch (start) {
            case Initializer.Given given -> checkAscending(edges, given.values());
            case Initializer.NotKept() -> {}
            default ->
                throw new IllegalArgumentException(
                        "the edges of a piecewise-linear embedding are given values, got the start " + start);
        }
    }

    private static long count(List<Integer> edges) {
        return edges.stream().mapToLong(Integer::longValue).sum();
    }

    private static void checkAscending(List<Integer> edges, float[] values) {
        if (values.length != count(edges)) {
            throw new IllegalArgumentException(
                    "a piecewise-linear embedding has " + count(edges) + " edges, " + values.length + " are given");
        }
        int from = 0;
        for (int i = 0; i < edges.size(); i++) {
            int to = from + edges.get(i);
            for (int t = from + 1; t < to; t++) {
                if (!(values[t - 1] < values[t])) {
                    throw new IllegalArgumentException("column " + i + " of a piecewise-linear embedding has the edge "
                            + values[t - 1] + " before " + values[t] + ", expected ascending ones");
                }
            }
            from = to;
        }
    }

    /// The embedding with these edges, such as [#quantiles] gives.
    ///
    /// @param edges of every column, 2 or more, ascending
    /// @param dimension of each column, 1 or more
    public static PiecewiseLinearEmbedding of(List<float[]> edges, int dimension) {
        float[] all = new float[edges.stream().mapToInt(column -> column.length).sum()];
        List<Integer> counts = new ArrayList<>();
        int to = 0;
        for (float[] column : edges) {
            System.arraycopy(column, 0, all, to, column.length);
            to += column.length;
            counts.add(column.length);
        }
        return new PiecewiseLinearEmbedding(counts, dimension, new Initializer.Given(all));
    }

    /// Edges between which about the same number of values lies: the quantiles i / bins for i from 0 to bins,
    /// interpolated between neighbours, each once. Fewer than bins + 1 where a value is frequent.
    ///
    /// @param values of a column in the training rows; finite, two different ones or more
    /// @param bins 1 or more, as TabM has it 48
    public static float[] quantiles(float[] values, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("quantiles need 1 or more bins, got " + bins);
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        if (last < 0 || sorted[0] == sorted[last]) {
            throw new IllegalArgumentException("a column of "
                    + (last < 0 ? "no values" : sorted.length + " values that are all " + sorted[0])
                    + " has no bins; leave it out");
        }
        // NaN is sorted last.
        if (!Float.isFinite(sorted[0]) || !Float.isFinite(sorted[last])) {
            throw new IllegalArgumentException("a column with the value "
                    + (Float.isFinite(sorted[0]) ? sorted[last] : sorted[0]) + " has no bins, expected finite values");
        }
        float[] edges = new float[bins + 1];
        int count = 0;
        for (int i = 0; i <= bins; i++) {
            double place = (double) last * i / bins;
            int below = (int) place;
            int above = Math.min(below + 1, last);
            float edge = (float) (sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]));
            if (count == 0 || edge > edges[count - 1]) {
                edges[count] = edge;
                count++;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    @Override
    public int outputs(int inputs) {
        if (inputs != edges.size()) {
            throw new IllegalArgumentException(this + ", has edges for " + edges.size() + " columns, got " + inputs);
        }
        return inputs * dimension;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        int all = (int) count(edges);
        Initializer linear = new Initializer.Uniform(1 / Math.sqrt(dimension));
        return List.of(
                ParameterSpec.statistic("edges", all, start),
                new ParameterSpec("scale", Role.SCALE, 1, inputs * dimension, linear, 1, 0),
                new ParameterSpec("bias", Role.BIAS, 1, inputs * dimension, linear, 1, 0),
                ParameterSpec.embedding(all - inputs, dimension, new Initializer.Zeros()));
    }

    /// Two for each weight of a column, and its scale.
    @Override
    public int sums(int inputs) {
        int most = edges.stream().mapToInt(Integer::intValue).max().orElseThrow();
        return (2 * most + 1) * dimension;
    }

    @Override
    public void forward(Frame f) {
        int firstEdge = 0;
        for (int i = 0; i < edges.size(); i++) {
            int count = edges.get(i);
            PiecewiseLinearStep.forward(f, i, firstEdge, count - 1, dimension);
            firstEdge += count;
        }
    }

    @Override
    public void backward(Frame f) {
        f.gradient(0).fill(0f);
        int firstEdge = 0;
        for (int i = 0; i < edges.size(); i++) {
            int count = edges.get(i);
            PiecewiseLinearStep.backward(f, i, firstEdge, count - 1, dimension);
            firstEdge += count;
        }
    }

    @Override
    public String toString() {
        return "piecewise-linear embedding, " + (count(edges) - edges.size()) + " bins to " + dimension;
    }
}
