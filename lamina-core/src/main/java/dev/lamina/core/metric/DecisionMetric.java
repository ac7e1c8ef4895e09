package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// A metric of the classes that are chosen, whatever their probabilities: what it gives for two classes depends on the
/// threshold from which on the second is chosen, which may be tuned for it.
public sealed interface DecisionMetric extends ClassMetric permits Accuracy, BalancedAccuracy, F1, MatthewsCorrelation {

    @Override
    default boolean higherIsBetter() {
        return true;
    }

    /// The value of rows that were counted; NaN where there are none.
    double value(ConfusionMatrix counts);

    /// The value if the most probable class is chosen, the lowest of equals; NaN where a prediction is.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    default double value(Matrix predictions, Matrix targets) {
        ClassTargets.check(name(), predictions, targets);
        if (ClassTargets.undefined(predictions)) {
            return Double.NaN;
        }
        return value(ConfusionMatrix.of(name(), predictions, targets));
    }
}
