package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Layers one after the other: each takes the output of the one before. Without layers it passes x on unchanged.
///
/// Its parameters are those of its layers, named by their number: `0.weight`, `0.bias`, `1.weight` …
///
/// @param layers whose widths must fit
public record Chain(List<Layer> layers) implements Layer {

    public Chain {
        layers = List.copyOf(layers);
    }

    public static Chain of(Layer... layers) {
        return new Chain(List.of(layers));
    }

    @Override
    public int outputs(int inputs) {
        int width = inputs;
        for (Layer layer : layers) {
            width = layer.outputs(width);
        }
        return width;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            for (ParameterSpec spec : layers.get(i).parameters(width)) {
                specs.add(spec.within(Integer.toString(i)));
            }
            width = layers.get(i).outputs(width);
        }
        return specs;
    }

    @Override
    public List<Frame> parts(Frame whole, Buffers buffers) {
        List<Frame> frames = new ArrayList<>();
        Matrix x = whole.x();
        Matrix dx = whole.dx();
        int firstParameter = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean last = i == layers.size() - 1;
            int width = layer.outputs(x.columns());
            Matrix y = last ? whole.y() : buffers.outputs(width);
            Matrix dy = last ? whole.dy() : buffers.errors(width);
            frames.add(whole.inner(layer, i, firstParameter, x, y, dx, dy, buffers));
            firstParameter += layer.parameters(x.columns()).size();
            x = y;
            dx = dy;
        }
        return frames;
    }

    @Override
    public void forward(Frame f) {
        if (layers.isEmpty()) {
            f.y().copyFrom(f.x());
        }
        for (int i = 0; i < layers.size(); i++) {
            f.part(i).forward();
        }
    }

    @Override
    public void backward(Frame f) {
        if (layers.isEmpty() && f.wantsInputGradient()) {
            f.dx().copyFrom(f.dy());
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            f.part(i).backward();
        }
    }

    /// The chain of those that predict, or nothing if none does.
    @Override
    public Optional<Layer> forInference() {
        List<Layer> predicting =
                layers.stream().flatMap(layer -> layer.forInference().stream()).toList();
        return predicting.isEmpty() ? Optional.empty() : Optional.of(new Chain(predicting));
    }

    @Override
    public String toString() {
        if (layers.isEmpty()) {
            return "identity";
        }
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" → ", "(", ")"));
    }
}
