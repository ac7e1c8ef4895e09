package dev.lamina.core.metric;

/// √((1/n) Σᵢ (yᵢ − ŷᵢ)²), in units of the target; the mean over several outputs.
public record RootMeanSquaredError() implements ValueMetric {

    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public String label() {
        return "RMSE";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[] actual, double[] predicted) {
        return new Residuals(actual, predicted).rootMeanSquare();
    }
}
