package dev.lamina.model.safetensors;

import java.util.List;

/// One tensor of a header.
///
/// @param shape sizes of the dimensions, outermost first; empty for a single number
/// @param begin of its bytes, counted from the first byte after the header
/// @param end after its last byte
public record Tensor(String name, ElementType type, List<Integer> shape, long begin, long end) {
    public Tensor {
        shape = List.copyOf(shape);
    }
}
