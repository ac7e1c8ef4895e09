package dev.lamina;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Select;
import dev.lamina.data.Feature;
import java.util.ArrayList;
import java.util.List;

/// The layer at the start of a network for a table, which gives every kind of input its own way: an embedding
/// for quantities, one for each column of indices, and levels as they are. Beside each other in this order:
/// quantities, levels, indices.
final class FirstLayer {

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
}
