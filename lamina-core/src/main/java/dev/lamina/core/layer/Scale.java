package dev.lamina.core.layer;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Role;
import java.util.List;
import java.util.Objects;

/// y = x ⊙ s: each column times a trained factor, so that a network can weigh its inputs. Backward: ∂C/∂x = ∂C/∂y ⊙ s,
/// ∂C/∂s = Σ over the rows of ∂C/∂y ⊙ x.
///
/// Parameter: `scale` (1 × width), does not decay. Source: RealMLP's scaling layer, which learns it with a
/// learning rate 6 times the others' (Holzmüller, Grinsztajn, Steinwart, "Better by default", arXiv 2407.04491).
///
/// @param learningRateFactor multiplies the learning rate of s, 0 or more
/// @param initializer how s starts
public record Scale(float learningRateFactor, Initializer initializer) implements Layer {

    public Scale {
        Objects.requireNonNull(initializer, "initializer");
        if (!(learningRateFactor >= 0 && learningRateFactor < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "scale's learningRateFactor is " + learningRateFactor + ", expected 0 or more");
        }
    }

    /// An s that starts at 1.
    public Scale(float learningRateFactor) {
        this(learningRateFactor, new Initializer.Constant(1));
    }

    /// An s that starts at 1, with the learning rate of all others.
    public Scale() {
        this(1);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(new ParameterSpec("scale", Role.SCALE, 1, inputs, initializer, learningRateFactor, 0));
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        Elements.multiplyColumns(f.x(), f.parameter(0), f.y());
    }

    @Override
    public void backward(Frame f) {
        Elements.sumProducts(f.dy(), f.x(), f.sums());
        Elements.round(f.sums(), f.gradient(0));
        if (f.wantsInputGradient()) {
            Elements.multiplyColumns(f.dy(), f.parameter(0), f.dx());
        }
    }

    @Override
    public String toString() {
        return learningRateFactor == 1 ? "scale" : "scale, learning rate × " + learningRateFactor;
    }
}
