package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// y = x + g(x): a layer g learns what to change in x (He et al., "Deep residual learning for image recognition",
/// arXiv 1512.03385). Backward: ∂C/∂x = ∂C/∂y + what g passes back. Its parameters are those of g.
///
/// To put x beside g(x) instead of adding them, see [Parallel].
///
/// @param layer g, which keeps the width
public record SkipConnection(Layer layer) implements Layer {

    public SkipConnection {
        Objects.requireNonNull(layer, "layer");
    }

    @Override
    public int outputs(int inputs) {
        int outputs = layer.outputs(inputs);
        if (outputs != inputs) {
            throw new IllegalArgumentException("a skip connection adds x to g(x): " + layer + " makes " + outputs
                    + " columns of " + inputs + ", expected as many");
        }
        return outputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return layer.parameters(inputs);
    }

    @Override
    public List<Part> parts(int inputs) {
        return List.of(Part.first(layer, inputs));
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        // g reads its own y when it goes back, and may use its dy as working space.
        Matrix y = buffers.outputs(whole.y().columns());
        Matrix dy = buffers.errors(whole.y().columns());
        return List.of(whole.inner(parts(whole.x().columns()).getFirst(), 0, whole.x(), y, whole.dx(), dy, buffers));
    }

    @Override
    public void forward(Frame f) {
        f.part(0).forward();
        f.y().copyFrom(f.part(0).y());
        f.y().add(f.x());
    }

    @Override
    public void backward(Frame f) {
        f.part(0).dy().copyFrom(f.dy());
        f.part(0).backward();
        if (f.wantsInputGradient()) {
            f.dx().add(f.dy());
        }
    }

    @Override
    public Optional<Layer> forInference() {
        return Optional.of(new SkipConnection(layer.forInference().orElse(Chain.of())));
    }

    @Override
    public String toString() {
        return "skip connection around " + layer;
    }
}
