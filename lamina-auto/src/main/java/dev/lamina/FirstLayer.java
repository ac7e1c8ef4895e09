package dev.lamina;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Select;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.Feature;
import java.util.ArrayList;
import java.util.List;

/// The layer at the start of a network for a table, which gives every kind of input its own way: an embedding
/// for quantities, one for each column of indices, and levels as they are. Beside each other in this order:
/// quantities, levels, indices.
final class FirstLayer {

    private static final int BINS = 48;

    private FirstLayer() {}

    /// @param features of the pipeline, one for each input
    /// @param quantities the layer for all quantities beside each other
    /// @param dimension of the vectors that indices become
    static Layer of(List<Feature> features, Layer quantities, int dimension) {
        List<Layer> branches = new ArrayList<>();
        List<Integer> numeric = columns(features, Feature.Quantity.class);
        if (!numeric.isEmpty()) {
            branches.add(Chain.of(new Select(numeric), quantities));
        }
        List<Integer> levels = columns(features, Feature.Level.class);
        if (!levels.isEmpty()) {
            branches.add(new Select(levels));
        }
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i) instanceof Feature.Index(int categories)) {
                branches.add(Chain.of(new Select(List.of(i)), new Embedding(categories, dimension)));
            }
        }
        return branches.size() == 1 ? branches.getFirst() : Parallel.shared(branches.toArray(Layer[]::new));
    }

    /// The columns of the features of a kind.
    static List<Integer> columns(List<Feature> features, Class<? extends Feature> kind) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            if (kind.isInstance(features.get(i))) {
                columns.add(i);
            }
        }
        return columns;
    }

    /// A quantity that is the same in all of these rows has no quantiles, and counts as a level.
    static List<Feature> varying(List<Feature> features, Matrix inputs) {
        List<Feature> varying = new ArrayList<>();
        for (int column = 0; column < features.size(); column++) {
            Feature feature = features.get(column);
            varying.add(
                    feature instanceof Feature.Quantity && constant(inputs, column) ? new Feature.Level() : feature);
        }
        return varying;
    }

    private static boolean constant(Matrix inputs, int column) {
        for (int i = 1; i < inputs.rows(); i++) {
            if (inputs.get(i, column) != inputs.get(0, column)) {
                return false;
            }
        }
        return true;
    }

    /// Bins for all quantities beside each other; nothing where there are none.
    static Layer piecewise(List<Feature> features, Matrix inputs, int dimension) {
        List<Integer> quantities = columns(features, Feature.Quantity.class);
        if (quantities.isEmpty()) {
            return Chain.of();
        }
        int bins = Math.min(BINS, inputs.rows() - 1);
        return PiecewiseLinearEmbedding.of(
                quantities.stream()
                        .map(column -> Bins.edges(values(inputs, column), bins))
                        .toList(),
                dimension);
    }

    private static float[] values(Matrix inputs, int column) {
        float[] values = new float[inputs.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs.get(i, column);
        }
        return values;
    }
}
