package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
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

    /// The float32 loops of f: its own, the same for every call so that the compiler knows them, or the definition,
    /// number by number. For use within Lamina, which alone has the type.
    default ActivationKernel kernel() {
        return new Definition(this);
    }

    @Override
    default void forward(Matrix z) {
        ElementLoop.forward(z, kernel());
    }

    @Override
    default boolean savesSlope() {
        return true;
    }

    @Override
    default void forward(Matrix z, Matrix slope) {
        ElementLoop.forward(z, slope, kernel());
    }

    @Override
    default void backward(Matrix kept, Matrix gradient) {
        ElementLoop.backward(kept, gradient, ElementLoop.MULTIPLY);
    }
}
