package dev.lamina.core.metric;

/// The mean over the classes that occur of the share of their rows that is chosen right: 0 to 1, and 1 / classes for
/// always naming the same class. As scikit-learn's `balanced_accuracy_score`.
public record BalancedAccuracy() implements DecisionMetric {

    @Override
    public String name() {
        return "balanced-accuracy";
    }

    @Override
    public String label() {
        return "balanced accuracy";
    }

    @Override
    public double value(ConfusionMatrix counts) {
        double sum = 0;
        int occurring = 0;
        for (int index = 0; index < counts.classes(); index++) {
            long rows = counts.actual(index);
            if (rows > 0) {
                sum += (double) counts.count(index, index) / rows;
                occurring++;
            }
        }
        return sum / occurring;
    }
}
