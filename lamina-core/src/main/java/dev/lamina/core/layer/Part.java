package dev.lamina.core.layer;

import java.util.List;

/// A layer that another one is made of, and where it stands in it.
///
/// @param layer the part
/// @param inputs the width of its x
/// @param firstParameter where its matrices begin among those of the whole
/// @param endParameter where those of the next part begin
public record Part(Layer layer, int inputs, int firstParameter, int endParameter) {

    /// The only part, or the first one.
    static Part first(Layer layer, int inputs) {
        return at(0, layer, inputs);
    }

    /// The part after this one.
    Part next(Layer other, int inputs) {
        return at(endParameter, other, inputs);
    }

    private static Part at(int firstParameter, Layer layer, int inputs) {
        return new Part(
                layer,
                inputs,
                firstParameter,
                firstParameter + layer.parameters(inputs).size());
    }

    /// The width of its y.
    public int outputs() {
        return layer.outputs(inputs);
    }

    /// Its share of something that the whole has for each of its matrices.
    public <T> List<T> of(List<T> whole) {
        return whole.subList(firstParameter, endParameter);
    }
}
