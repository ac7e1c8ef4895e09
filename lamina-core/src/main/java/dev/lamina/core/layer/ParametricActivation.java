package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Role;
import java.util.Arrays;
import java.util.List;

/// y = x + α ⊙ (φ(x) − x) with a trained α per column: between nothing (α = 0) and the activation φ (α = 1). Backward:
/// ∂C/∂x = ∂C/∂y ⊙ (1 + α ⊙ (φ′(x) − 1)), ∂C/∂α = Σ over the rows of ∂C/∂y ⊙ (φ(x) − x).
///
/// Parameter: `mix` (1 × width), starts at 1, decays. Source: RealMLP's parametric activations, which learn α with a
/// tenth of the others' learning rate (Holzmüller, Grinsztajn, Steinwart, "Better by default", arXiv 2407.04491).
///
/// @param activation φ, one that maps each number for itself
public record ParametricActivation(Activation activation) implements Layer {

    public ParametricActivation {
        if (!(activation instanceof Elementwise)) {
            throw new IllegalArgumentException("a parametric activation mixes each number with its own value, "
                    + activation.name() + " maps several together");
        }
        // A network checks what its layers end with, and this one ends with no activation.
        activation.check();
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(new ParameterSpec("mix", Role.SCALE, 1, inputs, new Initializer.Constant(1), 1, 1));
    }

    /// φ(x), then φ′(x) where the activation works from it.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        Matrix values = buffers.saved(inputs);
        return activation.savesSlope() ? List.of(values, buffers.saved(inputs)) : List.of(values);
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        Matrix y = f.y();
        y.copyFrom(f.x());
        if (f.saved(0).columns() == 0) {
            activation.forward(y);
        } else {
            if (activation.savesSlope()) {
                activation.forward(y, f.saved(1));
            } else {
                activation.forward(y);
            }
            f.saved(0).copyFrom(y);
        }
        mix(f.x(), f.parameter(0), y);
    }

    @Override
    public void backward(Frame f) {
        Matrix values = f.saved(0);
        double[] sums = f.sums();
        Arrays.fill(sums, 0, values.columns(), 0);
        for (int i = 0; i < f.rows(); i++) {
            addMixGradient(
                    f.dy().data(),
                    f.dy().rowOffset(i),
                    values.data(),
                    values.rowOffset(i),
                    f.x().data(),
                    f.x().rowOffset(i),
                    sums,
                    values.columns());
        }
        Elements.round(sums, f.gradient(0));
        if (f.wantsInputGradient()) {
            f.dx().copyFrom(f.dy());
            activation.backward(activation.savesSlope() ? f.saved(1) : values, f.dx());
            mix(f.dy(), f.parameter(0), f.dx());
        }
    }

    private static void addMixGradient(
            float[] dy, int first, float[] values, int value, float[] x, int from, double[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] += dy[first + j] * ((double) values[value + j] - x[from + j]);
        }
    }

    /// mapped ← plain + α ⊙ (mapped − plain): x with φ(x), and ∂C/∂y with what φ passes back of it.
    private static void mix(Matrix plain, Matrix shares, Matrix mapped) {
        for (int i = 0; i < plain.rows(); i++) {
            Kernels.chosen()
                    .mix(
                            plain.data(),
                            plain.rowOffset(i),
                            shares.data(),
                            shares.offset(),
                            mapped.data(),
                            mapped.rowOffset(i),
                            plain.columns());
        }
    }

    @Override
    public String toString() {
        return "parametric " + activation.name();
    }
}
