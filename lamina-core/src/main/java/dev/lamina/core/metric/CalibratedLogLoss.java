package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// The log loss that is left once the probabilities have the temperature that suits these rows best, in nats: how well
/// the classes are told apart, whatever the certainty that is claimed. It chooses the epoch for a network that will be
/// calibrated afterwards ("Rethinking Early Stopping: Refine, Then Calibrate", arXiv 2501.19195).
public record CalibratedLogLoss() implements Metric {

    @Override
    public String name() {
        return "calibrated-log-loss";
    }

    @Override
    public String label() {
        return "calibrated log loss";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /// The mean as [TemperatureScaling] has it; NaN where a prediction is.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        return value(predictions, targets, null);
    }

    /// The mean in which rows count by their weights.
    ///
    /// @param weights of the rows, 0 or more; null where all count the same
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    public double value(Matrix predictions, Matrix targets, float @Nullable [] weights) {
        ClassTargets.check(name(), predictions, targets);
        return ClassTargets.undefined(predictions)
                ? Double.NaN
                : TemperatureScaling.fit(predictions, targets, weights).logLoss();
    }
}
