package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.CalibratedLogLoss;
import dev.lamina.core.metric.ClassMetric;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.metric.ValueMetric;
import dev.lamina.data.FittedTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The metric that a training is for, in its three uses.
///
/// @param judges what the model is chosen and measured by
/// @param chooses what chooses the best epoch of a network; empty for the validation cost
/// @param shown what the epochs' reports show
/// @param calibrates whether probabilities are calibrated: not those of one network of dense layers, which
///     stay its own
record ChosenMetric(Metric judges, Optional<Metric> chooses, Metric shown, boolean calibrates) {

    private static final int ENOUGH_TO_CALIBRATE = 1000;

    /// What networks and lengths of training are chosen by, lower is better. Log loss is then that of calibrated
    /// probabilities, for which it matters little that a network is too sure of itself, as long as there are rows
    /// enough to calibrate by. Rows that count more in training do so in log loss; any other metric is as it was
    /// asked for.
    ///
    /// @param counts how much each row counts; null where all count the same
    double cost(Matrix predictions, Matrix targets, float @Nullable [] counts) {
        if (!(judges instanceof LogLoss logLoss)) {
            double value = judges.value(predictions, targets);
            return judges.higherIsBetter() ? -value : value;
        }
        return calibrates && targets.rows() >= ENOUGH_TO_CALIBRATE
                ? new CalibratedLogLoss().value(predictions, targets, counts)
                : logLoss.value(predictions, targets, counts);
    }

    /// The same cost, of values in units of the target.
    double costInUnits(Matrix predictions, Matrix targets, float @Nullable [] counts) {
        return judges instanceof ValueMetric
                ? (judges.higherIsBetter() ? -1 : 1) * shown.value(predictions, targets)
                : cost(predictions, targets, counts);
    }

    /// The choice of the metric for a target.
    ///
    /// @throws IllegalArgumentException if the metric that is given does not suit the target
    static ChosenMetric of(TableSettings given, FittedTarget target) {
        Optional<Metric> fixed = given.given(TableOptions.METRIC);
        boolean plain = Portfolio.preset(given).isEmpty();
        return switch (target) {
            case FittedTarget.Labels _ -> {
                Metric judges = fixed.orElse(new LogLoss());
                if (!(judges instanceof ClassMetric)) {
                    throw unsuited(judges, "classes");
                }
                Metric chooses = judges instanceof LogLoss ? new CalibratedLogLoss() : judges;
                yield plain && fixed.isEmpty()
                        ? new ChosenMetric(judges, Optional.empty(), new Accuracy(), false)
                        : new ChosenMetric(judges, Optional.of(chooses), chooses, !plain);
            }
            case FittedTarget.Scaled scaled -> {
                Metric judges = fixed.orElse(new RootMeanSquaredError());
                if (!(judges instanceof ValueMetric values)) {
                    throw unsuited(judges, "numbers");
                }
                Metric inUnits = new InUnits(values, scaled);
                yield values instanceof RootMeanSquaredError
                        ? new ChosenMetric(judges, Optional.empty(), inUnits, false)
                        : new ChosenMetric(judges, Optional.of(inUnits), inUnits, false);
            }
        };
    }

    private static IllegalArgumentException unsuited(Metric metric, String kind) {
        return new IllegalArgumentException(
                "the metric " + metric.name() + " does not judge predictions of " + kind + "; choose another one");
    }

    /// A metric of values as people think of them, in units of the target: the network's outputs and targets
    /// are scaled.
    private record InUnits(ValueMetric metric, FittedTarget.Scaled target) implements Metric {

        @Override
        public String name() {
            return metric.name();
        }

        @Override
        public String label() {
            return metric.label();
        }

        @Override
        public boolean higherIsBetter() {
            return metric.higherIsBetter();
        }

        @Override
        public double value(Matrix predictions, Matrix targets) {
            return metric.value(restored(targets), restored(predictions));
        }

        private double[] restored(Matrix column) {
            double[] values = new double[column.rows()];
            for (int i = 0; i < values.length; i++) {
                values[i] = target.restore(column.get(i, 0));
            }
            return values;
        }
    }
}
