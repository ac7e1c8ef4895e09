package dev.lamina.core.reference;

import java.util.List;
import java.util.function.Function;

/// What a layer makes of a batch, together with the way back: the function that carries an error from its
/// outputs to its inputs and parameters, which is the chain rule for this layer at this batch.
///
/// @param y the outputs, n × out
/// @param back from ∂C/∂y (n × out) to the gradients; does not change what it is given
public record Pullback(double[][] y, Function<double[][], Gradients> back) {

    /// What an error becomes one layer back.
    ///
    /// @param inputs ∂C/∂x, n × in
    /// @param parameters ∂C/∂parameter, in the order and shapes of the layer's parameters
    public record Gradients(double[][] inputs, List<double[][]> parameters) {

        /// Of a layer without parameters.
        Gradients(double[][] inputs) {
            this(inputs, List.of());
        }
    }
}
