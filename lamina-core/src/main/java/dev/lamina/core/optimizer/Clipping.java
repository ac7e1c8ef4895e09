package dev.lamina.core.optimizer;

/// Keeps a gradient from being too large before the optimizer sees it. Immutable and thread-safe.
///
/// NaN stays NaN, so that divergence shows.
public sealed interface Clipping {

    /// Clips the gradient of all parameters in place.
    void clip(float[] gradients);

    /// gᵢ ← min(max(gᵢ, −limit), limit); changes the direction.
    ///
    /// @param limit positive
    record ByValue(float limit) implements Clipping {

        public ByValue {
            Ranges.positive("limit", limit);
        }

        @Override
        public void clip(float[] gradients) {
            float highest = limit;
            float lowest = -limit;
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = Math.max(lowest, Math.min(highest, gradients[i]));
            }
        }
    }

    /// g ← g·limit/|g| where |g| > limit; keeps the direction. An infinite element makes itself NaN.
    ///
    /// |g| is the Euclidean norm over all parameters, its squares summed in double precision in the order of the
    /// index. PyTorch divides by |g| + 1e-6.
    ///
    /// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks"
    /// (arXiv 1211.5063).
    ///
    /// @param limit positive
    record ByNorm(float limit) implements Clipping {

        public ByNorm {
            Ranges.positive("limit", limit);
        }

        @Override
        public void clip(float[] gradients) {
            double norm = norm(gradients);
            if (norm > limit) {
                float scale = (float) (limit / norm);
                for (int i = 0; i < gradients.length; i++) {
                    gradients[i] *= scale;
                }
            }
        }

        private static double norm(float[] gradients) {
            double squares = 0;
            for (float gradient : gradients) {
                squares += (double) gradient * gradient;
            }
            return Math.sqrt(squares);
        }
    }
}
