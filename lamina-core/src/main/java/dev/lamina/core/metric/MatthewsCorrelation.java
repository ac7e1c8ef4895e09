package dev.lamina.core.metric;

/// The correlation of chosen and actual classes, −1 to 1, 0 where either is always the same: (c·n − Σₖ aₖ·pₖ) /
/// √((n² − Σₖ pₖ²)·(n² − Σₖ aₖ²)) for n rows, c of them right, aₖ of class k and pₖ chosen as class k (Gorodkin,
/// 2004). As scikit-learn's `matthews_corrcoef`.
public record MatthewsCorrelation() implements DecisionMetric {

    @Override
    public String name() {
        return "mcc";
    }

    @Override
    public String label() {
        return "MCC";
    }

    @Override
    public double value(ConfusionMatrix counts) {
        double rows = counts.rows();
        double together = counts.correct() * rows;
        double spreadOfActual = rows * rows;
        double spreadOfPredicted = rows * rows;
        for (int index = 0; index < counts.classes(); index++) {
            double actual = counts.actual(index);
            double predicted = counts.predicted(index);
            together -= actual * predicted;
            spreadOfActual -= actual * actual;
            spreadOfPredicted -= predicted * predicted;
        }
        if (rows == 0) {
            return Double.NaN;
        }
        double spread = Math.sqrt(spreadOfActual) * Math.sqrt(spreadOfPredicted);
        return spread == 0 ? 0 : together / spread;
    }
}
