package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// The harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN): 0 to 1.
///
/// For two classes it is the F1 of class 1, and 0 where class 1 neither occurs nor is predicted. For more it is the
/// mean over the classes that occur or are predicted, as in scikit-learn's `f1_score` with `average="macro"`.
public record F1() implements Metric {

    @Override
    public String name() {
        return "f1";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    /// The mean; NaN where a prediction is.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        ClassTargets.check(name(), predictions, targets);
        if (ClassTargets.undefined(predictions)) {
            return Double.NaN;
        }
        ConfusionMatrix counts = ConfusionMatrix.of(name(), predictions, targets);
        if (counts.classes() == 2) {
            long seen = counts.actual(1) + counts.predicted(1);
            return seen == 0 ? 0 : 2.0 * counts.count(1, 1) / seen;
        }
        double sum = 0;
        int classes = 0;
        for (int index = 0; index < counts.classes(); index++) {
            long seen = counts.actual(index) + counts.predicted(index);
            if (seen > 0) {
                sum += 2.0 * counts.count(index, index) / seen;
                classes++;
            }
        }
        return sum / classes;
    }
}
