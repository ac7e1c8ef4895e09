package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;

/// y = f(x), for an activation that does not follow a dense layer at once, such as the one after batch normalisation;
/// where it does, [Dense] has it.
///
/// @param activation f
public record ActivationLayer(Activation activation) implements Layer {

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        f.y().copyFrom(f.x());
        activation.forward(f.y());
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            f.dx().copyFrom(f.dy());
            activation.backward(activation.needsInput() ? f.x() : f.y(), f.dx());
        }
    }

    @Override
    public String toString() {
        return activation.name();
    }
}
