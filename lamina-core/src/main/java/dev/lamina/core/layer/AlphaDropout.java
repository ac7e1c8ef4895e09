package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Optional;

/// Dropout for SELU, which keeps mean 0 and variance 1: each value becomes α′ = −λα, what SELU tends to, with
/// probability p, and all are then mapped by a·x + b with a = ((1 − p)·(1 + p·α′²))^(−½) and b = −a·p·α′.
///
/// The values are chosen as in [Dropout]; prediction needs no layer at all. Source: Klambauer, Unterthiner, Mayr,
/// Hochreiter, "Self-normalizing neural networks" (arXiv 1706.02515).
///
/// @param probability p, in [0, 1)
public record AlphaDropout(float probability) implements Layer {

    /// α′ = −λα.
    public static final double DROPPED = -1.7580993408473768;

    public AlphaDropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("alpha dropout probability is " + probability + ", expected 0 ≤ p < 1");
        }
    }

    /// a.
    public double factor() {
        return factor(probability);
    }

    private static double factor(float p) {
        return 1 / Math.sqrt((1.0 - p) * (1 + p * DROPPED * DROPPED));
    }

    /// b.
    public double summand() {
        return summand(probability);
    }

    private static double summand(float p) {
        return -factor(p) * p * DROPPED;
    }

    /// Whether value i of a batch, counted row by row, is dropped.
    ///
    /// @param key of the layer's random numbers in the step
    public boolean drops(long key, int i) {
        return Mask.drops(key, probability, i);
    }

    /// With so many times the probability, as in a step that has a [factor][Frame.Randomness#dropoutFactor].
    public AlphaDropout times(float factor) {
        return new AlphaDropout(probability * factor);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    /// ∂y/∂x of each value: 0 or a.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return List.of(buffers.saved(inputs));
    }

    @Override
    public void forward(Frame f) {
        Matrix factors = f.saved(0);
        float p = probability * f.randomness().dropoutFactor();
        Mask.draw(factors, f.randomness().key(), p, 1f);
        float factor = (float) factor(p);
        float summand = (float) summand(p);
        float dropped = (float) (factor(p) * DROPPED + summand(p));
        for (int i = 0; i < f.rows(); i++) {
            map(
                    f.x().data(),
                    f.x().rowOffset(i),
                    f.y().data(),
                    f.y().rowOffset(i),
                    factors.data(),
                    factors.rowOffset(i),
                    factors.columns(),
                    factor,
                    summand,
                    dropped);
        }
    }

    /// Without a branch, which would be guessed wrong too often. The mask becomes the factors.
    private static void map(
            float[] x,
            int from,
            float[] y,
            int to,
            float[] mask,
            int first,
            int count,
            float factor,
            float summand,
            float dropped) {
        for (int j = 0; j < count; j++) {
            float kept = mask[first + j];
            y[to + j] = kept * (x[from + j] * factor + summand) + (1 - kept) * dropped;
            mask[first + j] = kept * factor;
        }
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
        return "alpha dropout " + probability;
    }
}
