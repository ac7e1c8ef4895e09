package dev.lamina.core.metric;

/// (1/n) Σᵢ |yᵢ − ŷᵢ| / |yᵢ|, as a share: 0.1 is 10 %; the mean over several outputs. |yᵢ| counts as at least 2⁻⁵², so
/// that targets of 0 make it huge, as in scikit-learn's `mean_absolute_percentage_error`.
public record MeanAbsolutePercentageError() implements ValueMetric {

    private static final double SMALLEST = 0x1p-52;

    @Override
    public String name() {
        return "mape";
    }

    @Override
    public String label() {
        return "MAPE";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[] actual, double[] predicted) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += Math.abs(actual[i] - predicted[i]) / Math.max(SMALLEST, Math.abs(actual[i]));
        }
        return sum / actual.length;
    }
}
