package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Objects;

/// The fully connected layer of the theory: y = f(x·W + b) (F1), with W (in × out) and b (1 × out).
///
/// Backward, with Δ = ∂C/∂y ⊙ f′ (F4, F5): ∂C/∂W = xᵀ·Δ (F6), ∂C/∂b = Σ over the rows of Δ (F7), ∂C/∂x = Δ·Wᵀ
/// (F5). Parameters: `weight`, then `bias` if it has one.
///
/// @param outputs width of y, 1 or more
/// @param bias whether b is there; the source document has none
/// @param activation f
/// @param initializer how W starts
/// @param biasInitializer how b starts
public record Dense(
        int outputs, boolean bias, Activation activation, Initializer initializer, Initializer biasInitializer)
        implements Layer {

    public Dense {
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(biasInitializer, "biasInitializer");
        if (outputs < 1) {
            throw new IllegalArgumentException("a dense layer needs 1 or more outputs, got " + outputs);
        }
    }

    /// With a b that starts at zero.
    public Dense(int outputs, boolean bias, Activation activation, Initializer initializer) {
        this(outputs, bias, activation, initializer, new Initializer.Zeros());
    }

    /// With bias, and the start that the activation asks for.
    public Dense(int outputs, Activation activation) {
        this(outputs, true, activation, activation.initializer());
    }

    /// The same layer with another f, and the start that suits it.
    public Dense withActivation(Activation f) {
        return new Dense(outputs, bias, f, f.initializer(), biasInitializer);
    }

    /// The same layer with a bias that starts otherwise.
    public Dense withBias(Initializer start) {
        return new Dense(outputs, true, activation, initializer, start);
    }

    public Dense withoutBias() {
        return new Dense(outputs, false, activation, initializer);
    }

    @Override
    public int outputs(int inputs) {
        return outputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        ParameterSpec weight = ParameterSpec.weight(inputs, outputs, initializer);
        return bias ? List.of(weight, ParameterSpec.bias("bias", outputs, biasInitializer)) : List.of(weight);
    }

    /// f′(z), where the activation works from it.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return activation.savesSlope() ? List.of(buffers.saved(outputs)) : List.of();
    }

    @Override
    public void forward(Frame f) {
        Matrix y = f.y();
        if (bias) {
            f.gemm().multiply(f.x(), f.parameter(0), f.parameter(1), y);
        } else {
            f.gemm().multiply(f.x(), f.parameter(0), y);
        }
        if (activation.savesSlope() && f.saved(0).columns() > 0) {
            activation.forward(y, f.saved(0));
        } else {
            activation.forward(y);
        }
    }

    @Override
    public void backward(Frame f) {
        Matrix delta = f.dy();
        activation.backward(activation.savesSlope() ? f.saved(0) : f.y(), delta);
        f.gemm().transposedMultiply(f.x(), delta, f.gradient(0));
        if (bias) {
            delta.sumRows(f.gradient(1));
        }
        if (f.wantsInputGradient()) {
            f.gemm().multiplyTransposed(delta, f.parameter(0), f.dx());
        }
    }

    @Override
    public Activation ending(int inputs) {
        return activation;
    }

    /// With the start that it has.
    @Override
    public Dense withEnding(Activation other, int inputs) {
        return new Dense(outputs, bias, other, initializer, biasInitializer);
    }

    @Override
    public String toString() {
        return "dense " + outputs
                + (bias ? "" : " without bias")
                + (activation instanceof Identity ? "" : ", " + activation.name());
    }
}
