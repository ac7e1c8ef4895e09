package dev.lamina.core.metric;

/// The median of |yᵢ − ŷᵢ|, in units of the target, which rows far off do not move; the mean over several outputs.
public record MedianAbsoluteError() implements ValueMetric {

    @Override
    public String name() {
        return "median-absolute-error";
    }

    @Override
    public String label() {
        return "median absolute error";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[] actual, double[] predicted) {
        return new Residuals(actual, predicted).medianAbsolute();
    }
}
