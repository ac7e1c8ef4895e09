package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Optional;

/// Inverted dropout: each value is zero with probability p, else divided by 1 − p, so that its expectation
/// stays and prediction needs no layer at all.
///
/// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (JMLR 15,
/// 2014).
///
/// @param probability p, in [0, 1)
public record Dropout(float probability) implements Layer {

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("dropout probability is " + probability + ", expected 0 ≤ p < 1");
        }
    }

    /// Whether value i of a batch, counted row by row, is dropped.
    ///
    /// @param key of the layer's random numbers in the step
    public boolean drops(long key, int i) {
        return Mask.drops(key, probability, i);
    }

    /// With so many times the probability, as in a step that has a [factor][Frame.Randomness#dropoutFactor].
    public Dropout times(float factor) {
        return new Dropout(probability * factor);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    /// The factor of each value, 0 or 1 / (1 − p).
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return List.of(buffers.saved(inputs));
    }

    @Override
    public void forward(Frame f) {
        float p = probability * f.randomness().dropoutFactor();
        Mask.draw(f.saved(0), f.randomness().key(), p, 1f / (1f - p));
        Elements.multiply(f.x(), f.saved(0), f.y());
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            Elements.multiply(f.dy(), f.saved(0), f.dx());
        }
    }

    @Override
    public Optional<Layer> forInference() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "dropout " + probability;
    }
}
