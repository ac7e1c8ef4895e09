package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
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
    public List<Part> parts(int inputs) {
        List<Part> parts = new ArrayList<>();
        for (Layer layer : layers) {
            parts.add(
                    parts.isEmpty()
                            ? Part.first(layer, inputs)
                            : parts.getLast().next(layer, parts.getLast().outputs()));
        }
        return parts;
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        List<Part> parts = parts(whole.x().columns());
        List<Frame> frames = new ArrayList<>();
        Matrix x = whole.x();
        Matrix dx = whole.dx();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean last = i == parts.size() - 1;
            Matrix y = last ? whole.y() : buffers.outputs(part.outputs());
            Matrix dy = last ? whole.dy() : buffers.errors(part.outputs());
            frames.add(whole.inner(part, i, x, y, dx, dy, buffers));
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

    /// That of the last layer that predicts.
    @Override
    public Activation ending(int inputs) {
        List<Part> parts = parts(inputs);
        int last = lastPredicting();
        return last < 0
                ? new Identity()
                : parts.get(last).layer().ending(parts.get(last).inputs());
    }

    /// The same layers with the last one that predicts exchanged. An [ActivationLayer] at the end that becomes the
    /// identity is left out, unless the layers before it would then show an ending of their own.
    @Override
    public Chain withEnding(Activation other, int inputs) {
        int last = lastPredicting();
        if (last < 0) {
            Layer.super.withEnding(other, inputs);
            return this;
        }
        Part part = parts(inputs).get(last);
        List<Layer> all = new ArrayList<>(layers);
        all.set(last, part.layer().withEnding(other, part.inputs()));
        Chain before = new Chain(all.subList(0, last));
        boolean idle = last > 0 && last == all.size() - 1 && all.get(last) instanceof ActivationLayer(Identity _);
        return idle && before.ending(inputs) instanceof Identity ? before : new Chain(all);
    }

    private int lastPredicting() {
        int last = layers.size() - 1;
        while (last >= 0 && layers.get(last).forInference().isEmpty()) {
            last--;
        }
        return last;
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
