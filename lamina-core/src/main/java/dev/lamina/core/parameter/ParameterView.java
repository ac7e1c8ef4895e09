package dev.lamina.core.parameter;

import dev.lamina.core.matrix.Matrix;
import java.util.Objects;

/// A named part of the flat array.
///
/// @param name unique in the network, such as `layers.0.weight`
/// @param offset of its first value
/// @param spec shape, start and factors
public record ParameterView(String name, int offset, ParameterSpec spec) {

    public ParameterView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
    }

    public int size() {
        return spec.rows() * spec.columns();
    }

    /// The part of `values` that this view names.
    public Matrix of(float[] values) {
        return Matrix.window(values, offset, spec.rows(), spec.columns());
    }
}
