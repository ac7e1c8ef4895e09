package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Optional;

/// Inverted dropout: each value is zero with probability p, else divided by 1 − p, so that its expectation
/// stays and prediction needs no layer at all.
///
/// Whether value i of a batch is kept is a hash of the step's key and i: the same for every split over threads.
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
        drawFactors(f.saved(0), f.randomness().key());
        multiply(f.x(), f.saved(0), f.y());
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            multiply(f.dy(), f.saved(0), f.dx());
        }
    }

    /// What value i of a batch, counted row by row, is multiplied by: 0 or 1 / (1 − p).
    ///
    /// @param key of the layer's random numbers in the step
    public float factor(long key, int i) {
        int hash = hash(i + (int) key) + (int) (key >>> 32);
        return (hash(hash) >>> 8) < (int) (probability * 0x1.0p24) ? 0f : 1f / (1f - probability);
    }

    private void drawFactors(Matrix factors, long key) {
        float[] data = factors.data();
        int count = factors.rows() * factors.columns();
        for (int i = 0; i < count; i++) {
            data[factors.offset() + i] = factor(key, i);
        }
    }

    /// The 32-bit finaliser of MurmurHash3 (Austin Appleby).
    private static int hash(int h) {
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    private static void multiply(Matrix a, Matrix factors, Matrix product) {
        for (int i = 0; i < a.rows(); i++) {
            multiply(
                    a.data(),
                    a.rowOffset(i),
                    factors.data(),
                    factors.rowOffset(i),
                    product.data(),
                    product.rowOffset(i),
                    a.columns());
        }
    }

    private static void multiply(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset, int count) {
        for (int j = 0; j < count; j++) {
            c[cOffset + j] = a[aOffset + j] * b[bOffset + j];
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
