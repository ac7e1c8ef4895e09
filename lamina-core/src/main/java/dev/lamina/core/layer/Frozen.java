package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A layer that training leaves as it is. It works as in prediction: batch normalisation with its running
/// statistics, no dropout. Errors pass through it, and its gradients are zero, so that they count in no norm.
///
/// @param layer whose parameters keep their values
public record Frozen(Layer layer) implements Layer {

    public Frozen {
        Objects.requireNonNull(layer, "layer");
    }

    @Override
    public int outputs(int inputs) {
        return layer.outputs(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return layer.parameters(inputs).stream().map(ParameterSpec::frozen).toList();
    }

    @Override
    public List<Part> parts(int inputs) {
        return List.of(Part.first(layer, inputs));
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        Part part = Part.first(predicting(), whole.x().columns());
        return List.of(whole.inner(part, 0, whole.x(), whole.y(), whole.dx(), whole.dy(), buffers));
    }

    @Override
    public void forward(Frame f) {
        f.part(0).forward();
    }

    @Override
    public void backward(Frame f) {
        f.part(0).backward();
        for (int i = 0; i < f.gradients().size(); i++) {
            f.gradient(i).fill(0f);
        }
    }

    @Override
    public Activation ending(int inputs) {
        return layer.ending(inputs);
    }

    @Override
    public Frozen withEnding(Activation other, int inputs) {
        return new Frozen(layer.withEnding(other, inputs));
    }

    @Override
    public Optional<Layer> forInference() {
        return layer.forInference();
    }

    /// The layer as it works here: as in prediction.
    public Layer predicting() {
        return layer.forInference().orElse(Chain.of());
    }

    @Override
    public String toString() {
        return "frozen " + layer;
    }
}
