package dev.lamina.core.metric;

/// The share of rows whose chosen class is the actual one: 0 to 1.
public record Accuracy() implements DecisionMetric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public double value(ConfusionMatrix counts) {
        return (double) counts.correct() / counts.rows();
    }
}
