package dev.lamina.core.metric;

/// The harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN): 0 to 1.
///
/// For two classes it is the F1 of class 1, and 0 where class 1 neither occurs nor is predicted. For more it is the
/// mean over the classes that occur or are predicted, as in scikit-learn's `f1_score` with `average="macro"`.
public record F1() implements DecisionMetric {

    @Override
    public String name() {
        return "f1";
    }

    @Override
    public String label() {
        return "F1";
    }

    @Override
    public double value(ConfusionMatrix counts) {
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
