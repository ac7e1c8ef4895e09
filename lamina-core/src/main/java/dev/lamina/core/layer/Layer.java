package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Optional;

/// A differentiable map from a batch x (n × in) to y (n × out). Immutable; holds no weights, no buffers;
/// thread-safe.
///
/// `toString` gives the layer as it was written, such as `dense 128, relu`, and stands in error messages. A layer of
/// one's own is a [CustomLayer].
public sealed interface Layer
        permits ActivationLayer,
                AlphaDropout,
                BatchNorm,
                Chain,
                CustomLayer,
                Dense,
                Dropout,
                Embedding,
                Frozen,
                LayerNorm,
                MemberDense,
                Members,
                PRelu,
                Parallel,
                Rated,
                ParametricActivation,
                PeriodicEmbedding,
                PiecewiseLinearEmbedding,
                Repeat,
                RunningBatchNorm,
                Scale,
                Select,
                Shift,
                SkipConnection {

    /// The width of y for a width of x.
    ///
    /// @throws IllegalArgumentException if the layer cannot take that width
    int outputs(int inputs);

    /// The matrices that are trained or kept from step to step, for a width of x, in the order in which
    /// [Frame#parameter] counts them.
    default List<ParameterSpec> parameters(int inputs) {
        return List.of();
    }

    /// The buffers in which [#forward] leaves what [#backward] needs, in the order in which [Frame#saved] counts
    /// them.
    default List<Matrix> saved(int inputs, Buffers buffers) {
        return List.of();
    }

    /// How many numbers in double a step works with, as in [Frame#sums].
    default int sums(int inputs) {
        return 0;
    }

    /// The layers that this one is made of, for a width of x. Their parameters follow each other in [#parameters] in
    /// the same order.
    default List<Part> parts(int inputs) {
        return List.of();
    }

    /// The frames of the layers that this one is made of, in the order in which [Frame#part] counts them.
    ///
    /// @param whole this layer's frame, all but its parts
    default List<Frame> frames(Frame whole, Buffers buffers) {
        return List.of();
    }

    /// Reads x and the parameters, writes y.
    void forward(Frame frame);

    /// Reads x, y, dy = ∂C/∂y; writes dx = ∂C/∂x if the frame asks for it; sets the gradients, ∂C/∂parameter.
    /// May use dy as working space.
    void backward(Frame frame);

    /// The activation that the outputs have come through last, each of them: what a loss may find already applied. The
    /// [Identity] where there is none, or where something after it maps its values elsewhere, as a trained
    /// factor or the addition of a skip connection does.
    ///
    /// @param inputs the width of x
    default Activation ending(int inputs) {
        return new Identity();
    }

    /// The same layer with another activation in place of its [#ending], the identity to take it off.
    ///
    /// @param other what [#ending] then gives
    /// @param inputs the width of x
    /// @throws IllegalArgumentException if the layer has no place for it
    default Layer withEnding(Activation other, int inputs) {
        Activation own = ending(inputs);
        if (!own.equals(other)) {
            throw new IllegalArgumentException("the layer " + this + " ends with " + own.name()
                    + " and cannot end with " + other.name() + " instead");
        }
        return this;
    }

    /// The layer that predicts with the same parameters, or nothing where prediction passes x through unchanged, as
    /// after dropout; a layer that has parameters always stays.
    default Optional<Layer> forInference() {
        return Optional.of(this);
    }
}
