package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// The function f between a layer's weighted sums z and its outputs a = f(z) (F1), and how an error passes back
/// through it (F4, F5). Immutable and thread-safe.
public sealed interface Activation permits Identity, Relu, Sigmoid, Softmax, Tanh {

    /// The name in files and on the command line, such as `relu`.
    String name();

    /// Replaces z (n × width) by f(z), float32.
    void forward(Matrix z);

    /// Replaces ∂C/∂a by ∂C/∂z; `a` is what [#forward] left. For an element by element f that is the factor
    /// f′(z).
    ///
    /// @param a n × width
    /// @param gradient n × width
    void backward(Matrix a, Matrix gradient);

    /// The activation of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Activation named(String name) {
        return switch (name) {
            case "identity" -> new Identity();
            case "relu" -> new Relu();
            case "sigmoid" -> new Sigmoid();
            case "softmax" -> new Softmax();
            case "tanh" -> new Tanh();
            default ->
                throw new IllegalArgumentException(
                        "unknown activation \"" + name + "\"; known are identity, relu, sigmoid, softmax, tanh");
        };
    }
}
