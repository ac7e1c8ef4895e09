package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import java.util.List;
import java.util.stream.Collectors;

/// The function f between a layer's weighted sums z and its outputs a = f(z) (F1), and how an error passes back
/// through it (F4, F5). Immutable and thread-safe.
public sealed interface Activation permits ColumnGroups, Elementwise, Softmax {

    /// The name in files and on the command line, such as `relu`.
    String name();

    /// The numbers that f gives.
    Range range();

    /// How the weights of a dense layer with f start: Glorot's uniform, unless f asks for another. ReLU and its kin,
    /// which pass about half of their input on, ask for He's uniform, and SELU for LeCun's normal, for whose
    /// variance its constants are derived.
    default Initializer initializer() {
        return new Initializer.GlorotUniform();
    }

    /// Replaces z (n × width) by f(z), float32.
    void forward(Matrix z);

    /// Whether [#backward] takes f′(z), which the forward step of training then computes along with f(z), and
    /// not f(z) itself.
    boolean savesSlope();

    /// Replaces z by f(z), as [#forward(Matrix)] does, and sets `slope` to f′(z); for a training pass of an
    /// activation that [#savesSlope], others leave `slope` alone.
    ///
    /// @param slope n × width
    void forward(Matrix z, Matrix slope);

    /// Replaces ∂C/∂a by ∂C/∂z. For an element by element f that is the factor f′(z).
    ///
    /// @param kept n × width: the slope where [#savesSlope], else what the forward step left
    /// @param gradient n × width
    void backward(Matrix kept, Matrix gradient);

    /// What an activation of one's own must stand when a network is built with it; nothing for the others.
    ///
    /// @throws IllegalArgumentException if its derivative is wrong
    default void check() {}

    /// The activation of that name, with its default settings.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Activation named(String name) {
        return all().stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown activation \"" + name + "\"; known are "
                        + all().stream().map(Activation::name).collect(Collectors.joining(", "))));
    }

    /// Every activation that has a name of its own, in the order of the names, with default settings.
    static List<Activation> all() {
        return List.of(
                new Elu(),
                new Exponential(),
                new Gelu(),
                new GeluTanh(),
                new HardSigmoid(),
                new HardSwish(),
                new HardTanh(),
                new Identity(),
                new LeakyRelu(),
                new Mish(),
                new Relu(),
                new Selu(),
                new Sigmoid(),
                new Silu(),
                new Softmax(),
                new Softplus(),
                new Softsign(),
                new Tanh());
    }
}
