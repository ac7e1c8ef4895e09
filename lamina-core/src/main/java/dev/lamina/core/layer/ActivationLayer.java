package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Objects;

/// y = f(x), for an activation that does not follow a dense layer at once, such as the one after batch normalisation;
/// where it does, [Dense] has it.
///
/// @param activation f
public record ActivationLayer(Activation activation) implements Layer {

    public ActivationLayer {
        Objects.requireNonNull(activation, "activation");
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    /// f′(x), where the activation works from it.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return activation.savesSlope() ? List.of(buffers.saved(inputs)) : List.of();
    }

    @Override
    public void forward(Frame f) {
        f.y().copyFrom(f.x());
        if (activation.savesSlope() && f.saved(0).columns() > 0) {
            activation.forward(f.y(), f.saved(0));
        } else {
            activation.forward(f.y());
        }
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            f.dx().copyFrom(f.dy());
            activation.backward(activation.savesSlope() ? f.saved(0) : f.y(), f.dx());
        }
    }

    @Override
    public Activation ending(int inputs) {
        return activation;
    }

    @Override
    public ActivationLayer withEnding(Activation other, int inputs) {
        return new ActivationLayer(other);
    }

    @Override
    public String toString() {
        return activation.name();
    }
}
