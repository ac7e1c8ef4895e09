package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Objects;

/// y = x + b: each column plus a trained number. Backward: ∂C/∂x = ∂C/∂y, ∂C/∂b = Σ over the rows of
/// ∂C/∂y.
///
/// Parameter: `shift` (1 × width), does not decay.
///
/// @param initializer how b starts
public record Shift(Initializer initializer) implements Layer {

    public Shift {
        Objects.requireNonNull(initializer, "initializer");
    }

    /// A b that starts at zero.
    public Shift() {
        this(new Initializer.Zeros());
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(ParameterSpec.bias("shift", inputs, initializer));
    }

    @Override
    public void forward(Frame f) {
        Matrix shift = f.parameter(0);
        for (int i = 0; i < f.rows(); i++) {
            addRow(
                    f.x().data(),
                    f.x().rowOffset(i),
                    shift.data(),
                    shift.offset(),
                    f.y().data(),
                    f.y().rowOffset(i),
                    shift.columns());
        }
    }

    private static void addRow(float[] x, int from, float[] shift, int first, float[] y, int to, int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = x[from + j] + shift[first + j];
        }
    }

    @Override
    public void backward(Frame f) {
        f.dy().sumRows(f.gradient(0));
        if (f.wantsInputGradient()) {
            f.dx().copyFrom(f.dy());
        }
    }

    @Override
    public String toString() {
        return "shift";
    }
}
