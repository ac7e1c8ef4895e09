package dev.lamina.core.metric;

/// (1/n) Σᵢ |yᵢ − ŷᵢ|, in units of the target; the mean over several outputs.
public record MeanAbsoluteError() implements ValueMetric {

    @Override
    public String name() {
        return "mae";
    }

    @Override
    public String label() {
        return "MAE";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[] actual, double[] predicted) {
        return new Residuals(actual, predicted).meanAbsolute();
    }
}
