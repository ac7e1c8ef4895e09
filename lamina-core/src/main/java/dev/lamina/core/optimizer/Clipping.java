package dev.lamina.core.optimizer;

import dev.lamina.core.parameter.ParameterView;
import java.util.List;

/// Keeps a gradient from being too large before the optimizer sees it. Immutable and thread-safe.
///
/// It sees the gradient of the cost with its [Penalty]; an optimizer's own weight decay comes after it, as in
/// PyTorch. NaN stays NaN, so that divergence shows. PyTorch divides by |g| + 1e-6 instead of |g|.
///
/// Norms are Euclidean, their squares summed in double precision in the order of the index.
///
/// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks"
/// (arXiv 1211.5063).
public sealed interface Clipping {

    /// Clips in place.
    ///
    /// @param views the parts of the gradient, by the parameters that they belong to
    void clip(List<ParameterView> views, float[] gradients);

    /// gᵢ ← min(max(gᵢ, −limit), limit) for each element; changes the direction.
    ///
    /// @param limit positive
    record ByValue(float limit) implements Clipping {

        public ByValue {
            Ranges.positive("limit", limit);
        }

        @Override
        public void clip(List<ParameterView> views, float[] gradients) {
            float highest = limit;
            float lowest = -limit;
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = Math.max(lowest, Math.min(highest, gradients[i]));
            }
        }
    }

    /// g ← g·limit/|g| where |g| > limit, for the gradient g of each parameter matrix by itself. An infinite
    /// element makes itself NaN.
    ///
    /// @param limit positive
    record ByNorm(float limit) implements Clipping {

        public ByNorm {
            Ranges.positive("limit", limit);
        }

        @Override
        public void clip(List<ParameterView> views, float[] gradients) {
            for (int i = 0; i < views.size(); i++) {
                ParameterView view = views.get(i);
                double norm = Math.sqrt(squares(view, gradients));
                if (norm > limit) {
                    scale(view, gradients, (float) (limit / norm));
                }
            }
        }
    }

    /// g ← g·limit/|g| where |g| > limit, for the gradient g of all parameters that move: keeps the direction.
    /// An infinite element makes itself NaN.
    ///
    /// Frozen parameters and statistics neither count nor change.
    ///
    /// @param limit positive
    record ByGlobalNorm(float limit) implements Clipping {

        public ByGlobalNorm {
            Ranges.positive("limit", limit);
        }

        @Override
        public void clip(List<ParameterView> views, float[] gradients) {
            double squares = 0;
            for (int i = 0; i < views.size(); i++) {
                if (moves(views.get(i))) {
                    squares += squares(views.get(i), gradients);
                }
            }
            double norm = Math.sqrt(squares);
            for (int i = 0; norm > limit && i < views.size(); i++) {
                if (moves(views.get(i))) {
                    scale(views.get(i), gradients, (float) (limit / norm));
                }
            }
        }

        private static boolean moves(ParameterView view) {
            return view.spec().trainable();
        }
    }

    private static double squares(ParameterView view, float[] gradients) {
        double squares = 0;
        for (int i = view.offset(); i < view.offset() + view.size(); i++) {
            squares += (double) gradients[i] * gradients[i];
        }
        return squares;
    }

    private static void scale(ParameterView view, float[] gradients, float factor) {
        for (int i = view.offset(); i < view.offset() + view.size(); i++) {
            gradients[i] *= factor;
        }
    }
}
