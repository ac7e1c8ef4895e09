package dev.lamina.core.layer;

import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Optional;

/// A layer that training leaves as it is. It works as in prediction: batch normalisation with its running
/// statistics, no dropout. Errors pass through it, and its gradients are zero, so that they count in no norm.
///
/// @param layer whose parameters keep their values
public record Frozen(Layer layer) implements Layer {

    @Override
    public int outputs(int inputs) {
        return layer.outputs(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return layer.parameters(inputs).stream().map(ParameterSpec::frozen).toList();
    }

    @Override
    public List<Frame> parts(Frame whole, Buffers buffers) {
        return List.of(whole.inner(predicting(), 0, 0, whole.x(), whole.y(), whole.dx(), whole.dy(), buffers));
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
