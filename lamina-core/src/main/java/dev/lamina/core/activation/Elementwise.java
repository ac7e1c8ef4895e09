package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// An activation that maps each number for itself.
///
/// [#value] and [#derivative] are its definition: the exact value within 1 ulp of a double, in the tails and
/// next to the zeros of the derivative too. The form on matrices is float32; where an activation has no kernel
/// of its own it is the definition, rounded once.
public sealed interface Elementwise extends Activation
        permits Custom,
                Elu,
                Exponential,
                Gelu,
                GeluTanh,
                HardSigmoid,
                HardSwish,
                HardTanh,
                Identity,
                LeakyRelu,
                Mish,
                Relu,
                Selu,
                Sigmoid,
                Silu,
                Softplus,
                Softsign,
                Tanh {

    /// f(z). NaN stays NaN.
    double value(double z);

    /// f′(z); at a kink the derivative of the side that the record names.
    double derivative(double z);

    @Override
    default void forward(Matrix z) {
        ElementLoop.forward(z, ElementLoop.kernel(this));
    }

    @Override
    default boolean savesSlope() {
        return true;
    }

    @Override
    default void forward(Matrix z, Matrix slope) {
        ElementLoop.forward(z, slope, ElementLoop.kernel(this));
    }

    @Override
    default void backward(Matrix kept, Matrix gradient) {
        ElementLoop.backward(kept, gradient, ElementLoop.MULTIPLY);
    }
}
