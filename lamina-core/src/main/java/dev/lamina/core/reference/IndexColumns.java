package dev.lamina.core.reference;

import dev.lamina.core.layer.Layer;

/// Finds the columns of a layer's input that hold indices of categories rather than numbers.
final class IndexColumns {

    private IndexColumns() {}

    /// For each column of so many inputs: how many categories an embedding expects there, or 0 for a number.
    static int[] of(Layer layer, int inputs) {
        return new int[inputs];
    }
}
