package dev.lamina.examples;

import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.Arrays;
import java.util.List;

/// A layer of one's own: y = x + sin²(αx)/α, each column with an α that is trained, for what repeats itself.
/// Backward: ∂C/∂x = ∂C/∂y · (1 + sin(2αx)), ∂C/∂α = Σ over the rows of ∂C/∂y · (αx·sin(2αx) − sin²(αx))/α².
///
/// Parameter: `frequency` (1 × width), starts as given, does not decay.
/// Source: Ziyin, Hartwig, Ueda, "Neural Networks Fail to Learn Periodic Functions and How to Fix It", arXiv
/// 2006.08195.
///
/// @param start the first α of every column, not 0
public record Snake(float start) implements CustomLayer {

    public Snake {
        if (!(Math.abs(start) > 0 && Math.abs(start) < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("snake's start is " + start + ", expected a number that is not 0");
        }
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(ParameterSpec.scale("frequency", inputs, start));
    }

    /// Room for the sums over the rows, in double.
    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        for (int i = 0; i < f.rows(); i++) {
            for (int j = 0; j < f.x().columns(); j++) {
                double x = f.x().get(i, j);
                double a = f.parameter(0).get(0, j);
                double sine = StrictMath.sin(a * x);
                f.y().set(i, j, (float) (x + sine * sine / a));
            }
        }
    }

    @Override
    public void backward(Frame f) {
        int columns = f.x().columns();
        Arrays.fill(f.sums(), 0, columns, 0);
        for (int i = 0; i < f.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                double x = f.x().get(i, j);
                double dy = f.dy().get(i, j);
                double a = f.parameter(0).get(0, j);
                double sine = StrictMath.sin(a * x);
                double slope = StrictMath.sin(2 * a * x);
                f.sums()[j] += dy * (a * x * slope - sine * sine) / (a * a);
                if (f.wantsInputGradient()) {
                    f.dx().set(i, j, (float) (dy * (1 + slope)));
                }
            }
        }
        for (int j = 0; j < columns; j++) {
            f.gradient(0).set(0, j, (float) f.sums()[j]);
        }
    }

    @Override
    public String toString() {
        return "snake, from " + start;
    }
}
