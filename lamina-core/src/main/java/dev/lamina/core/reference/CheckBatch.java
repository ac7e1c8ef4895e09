package dev.lamina.core.reference;

import dev.lamina.core.layer.Frame;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import org.jspecify.annotations.Nullable;

/// Where gradients are checked: a network at its parameters, and the samples that it is judged by.
///
/// @param inputs n × the network's inputs
/// @param targets n × what the loss takes
/// @param weights of the samples, or null for 1 each
/// @param seed of dropout and its kin
record CheckBatch(
        Network network,
        Parameters parameters,
        Loss loss,
        Matrix inputs,
        Matrix targets,
        float @Nullable [] weights,
        long seed) {

    int rows() {
        return inputs.rows();
    }

    /// The same key for the engine and for the reference, so that they drop the same values.
    Frame.Randomness randomness() {
        return () -> RandomStream.key(seed, Purpose.DROPOUT, 0);
    }
}
