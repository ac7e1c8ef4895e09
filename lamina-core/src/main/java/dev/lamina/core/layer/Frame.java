package dev.lamina.core.layer;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import java.util.List;

/// What one layer works on in one pass: the windows for a batch of n rows, bound once and reused for every such
/// batch.
///
/// @param x input, n × in
/// @param y output, n × out
/// @param dx receives ∂C/∂x, n × in; not wanted when [#wantsInputGradient] is false
/// @param dy ∂C/∂y, n × out; working space of the layer's backward step
/// @param parameters the layer's matrices, in the order of [Layer#parameters]
/// @param gradients ∂C/∂parameter, same order and shapes; the backward step adds to them
/// @param saved n × [Layer#savedColumns], from forward to backward; without columns in a pass for inference
/// @param wantsInputGradient false for the first layer, whose input is data
/// @param gemm computes the pass's products
/// @param randomness where dropout and its kin take their numbers from
public record Frame(
        Matrix x,
        Matrix y,
        Matrix dx,
        Matrix dy,
        List<Matrix> parameters,
        List<Matrix> gradients,
        Matrix saved,
        boolean wantsInputGradient,
        Gemm gemm,
        Randomness randomness) {

    /// The key of this layer's random numbers in the current step.
    @FunctionalInterface
    public interface Randomness {
        long key();
    }

    public int rows() {
        return x.rows();
    }

    public Matrix parameter(int i) {
        return parameters.get(i);
    }

    public Matrix gradient(int i) {
        return gradients.get(i);
    }
}
