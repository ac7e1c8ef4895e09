package dev.lamina.core.train;

import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Place;

/// What a layer that takes means over the rows of a batch asks of the batches: of one row such a mean is the row
/// itself, and nothing of it is left to learn from.
final class BatchMeans {

    private BatchMeans() {}

    /// Whether training a network takes them: not where the layer is frozen, which works with its running means.
    static boolean areTakenIn(Network network) {
        return network.places().stream().anyMatch(BatchMeans::areTakenIn);
    }

    private static boolean areTakenIn(Place place) {
        Layer layer = place.layer();
        return layer instanceof BatchNorm
                || (!(layer instanceof Frozen) && place.parts().stream().anyMatch(BatchMeans::areTakenIn));
    }

    /// @throws IllegalArgumentException if the batches are of one row
    static void check(int batchSize, int rows) {
        if (batchSize == 1) {
            throw new IllegalArgumentException("batch norm needs batches of 2 rows or more, "
                    + (rows == 1
                            ? "there is 1 training row"
                            : "the batch size is 1; raise it, or take layer norm instead"));
        }
    }
}
