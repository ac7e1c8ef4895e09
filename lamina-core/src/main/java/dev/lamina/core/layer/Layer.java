package dev.lamina.core.layer;

import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Optional;

/// A differentiable map from a batch x (n × in) to y (n × out). Immutable; holds no weights, no buffers;
/// thread-safe.
///
/// `toString` gives the layer as it was written, such as `dense 128, relu`, and stands in error messages.
public interface Layer {

    /// The width of y for a width of x.
    ///
    /// @throws IllegalArgumentException if the layer cannot take that width
    int outputs(int inputs);

    /// The trainable matrices for a width of x, in the order in which [Frame#parameter] counts them.
    default List<ParameterSpec> parameters(int inputs) {
        return List.of();
    }

    /// Floats per row that [#forward] leaves in [Frame#saved] for [#backward].
    default int savedColumns(int inputs) {
        return 0;
    }

    /// Reads x and the parameters, writes y.
    void forward(Frame frame);

    /// Reads x, y, dy = ∂C/∂y; writes dx = ∂C/∂x if the frame asks for it; adds ∂C/∂parameter to the gradients.
    /// May use dy as working space.
    void backward(Frame frame);

    /// The layer that predicts, or nothing where prediction passes x through unchanged, as after dropout.
    default Optional<Layer> forInference() {
        return Optional.of(this);
    }
}
