package dev.lamina.core.activation;

import java.util.function.DoubleUnaryOperator;

/// An activation of one's own, element by element. A model file cannot hold it.
///
/// @param name stands in printed networks and in errors
/// @param f the function; both are called from several threads
/// @param slope its derivative
public record Custom(String name, DoubleUnaryOperator f, DoubleUnaryOperator slope) implements Elementwise {

    @Override
    public double value(double z) {
        return f.applyAsDouble(z);
    }

    @Override
    public double derivative(double z) {
        return slope.applyAsDouble(z);
    }
}
