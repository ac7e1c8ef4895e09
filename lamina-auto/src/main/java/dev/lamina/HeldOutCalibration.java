package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.TemperatureScaling;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Calibration;
import dev.lamina.model.Predictions;
import dev.lamina.model.ProbabilityMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How certain the mean of networks may be, and how far off it is, learnt from what they predict for rows that they
/// were not trained on.
///
/// @param mean of the predictions, as the networks see the target
/// @param singles the same, of the networks of one repeat each; empty where there is one, or `many` does not differ
/// @param many how many networks predict a row here, and in the model
/// @param actual targets of the same rows, as the networks see them
/// @param counts how much each row counts; null where all count the same
record HeldOutCalibration(
        Matrix mean, List<Matrix> singles, MeanOfMany many, Matrix actual, float @Nullable [] counts) {

    /// How far a temperature may be from 1.
    private static final double SHARPEST = 0.8;

    private static final double SOFTEST = 4;

    /// With fewer rows, the model is never thought surer of itself, or nearer to the truth, than the held-out
    /// predictions are: they look better than they are, since weights and epochs were chosen by them.
    private static final int ENOUGH_TO_SHARPEN = 1000;

    /// How many rows tell half of a temperature.
    private static final double DOUBTED_ROWS = 200;

    /// How small the squared error of many networks may be beside that of a few.
    private static final double LEAST_SHARE = 0.3;

    /// @param calibration of the model
    /// @param predictions of the held-out rows, calibrated for as few networks as they have
    /// @param uncalibrated the same before the probability map
    record Learnt(Calibration calibration, Predictions predictions, Predictions uncalibrated) {}

    Learnt learn(FittedTarget target, ChosenMetric metric) {
        return switch (target) {
            case FittedTarget.Labels labels -> ofClasses(labels, metric);
            case FittedTarget.Scaled scaled -> mean.columns() > 1 ? ofBands(scaled) : ofValues(scaled);
        };
    }

    private Learnt ofClasses(FittedTarget.Labels target, ChosenMetric metric) {
        if (!metric.calibrates()) {
            ProbabilityMap same = new ProbabilityMap.Identity();
            return learnt(target, Calibration.ofClasses(same, mean, actual, metric.judges()), same);
        }
        if (singles.isEmpty()) {
            Calibration calibration = Calibration.ofClasses(mean, actual, counts, metric.judges());
            return learnt(target, calibration, calibration.map());
        }
        double ofFew = temperature(mean);
        double ofOne = singles.stream().mapToDouble(this::temperature).average().orElseThrow();
        double sharpest = actual.rows() < ENOUGH_TO_SHARPEN ? 1 : SHARPEST;
        double ofMany = Math.clamp(many.of(ofOne, ofFew), sharpest, SOFTEST);
        ProbabilityMap map = new ProbabilityMap.Temperature(ofFew);
        Matrix mapped = Matrix.zeros(mean.rows(), mean.columns());
        mapped.copyFrom(mean);
        map.apply(mapped);
        return learnt(
                target,
                Calibration.ofClasses(new ProbabilityMap.Temperature(ofMany), mapped, actual, metric.judges()),
                map);
    }

    /// @param map of the predictions of the few networks that were not trained on a row
    private Learnt learnt(FittedTarget.Labels target, Calibration calibration, ProbabilityMap map) {
        return new Learnt(
                calibration,
                Predictions.ofProbabilities(target, mean, calibration.with(map)),
                Predictions.ofProbabilities(target, mean, calibration.with(new ProbabilityMap.Identity())));
    }

    /// Nearer to 1 the fewer rows there are.
    private double temperature(Matrix probabilities) {
        double found = TemperatureScaling.fit(probabilities, actual, counts).temperature();
        double trust = probabilities.rows() / (probabilities.rows() + DOUBTED_ROWS);
        return StrictMath.exp(trust * StrictMath.log(found));
    }

    private Learnt ofValues(FittedTarget.Scaled target) {
        double[] known = known(target);
        double[] predicted = restored(target, 0);
        double shrink = Math.sqrt(shareOfSquares());
        double[] expected = new double[known.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = known[i] + shrink * (predicted[i] - known[i]);
        }
        Calibration calibration = Calibration.ofValues(known, expected);
        Predictions predictions = Predictions.ofValues(target, predicted, calibration);
        return new Learnt(calibration, predictions, predictions);
    }

    private Learnt ofBands(FittedTarget.Scaled target) {
        double[] predicted = restored(target, 0);
        double[] lower = restored(target, 1);
        double[] upper = restored(target, 2);
        Calibration calibration = Calibration.ofBands(known(target), lower, predicted, upper);
        Predictions predictions = Predictions.ofBands(target, lower, predicted, upper, calibration);
        return new Learnt(calibration, predictions, predictions);
    }

    /// The squared error of the model's networks beside that of the few which predict a row here.
    private double shareOfSquares() {
        if (singles.isEmpty() || actual.rows() < ENOUGH_TO_SHARPEN) {
            return 1;
        }
        double ofFew = squares(mean);
        double ofOne = singles.stream().mapToDouble(this::squares).average().orElseThrow();
        return Math.clamp(many.of(ofOne, ofFew) / ofFew, LEAST_SHARE, 1);
    }

    private double squares(Matrix predictions) {
        double sum = 0;
        for (int i = 0; i < actual.rows(); i++) {
            double error = (double) predictions.get(i, 0) - actual.get(i, 0);
            sum += error * error;
        }
        return Math.max(sum / actual.rows(), Double.MIN_NORMAL);
    }

    /// The targets in their units.
    private double[] known(FittedTarget.Scaled target) {
        double[] known = new double[actual.rows()];
        for (int i = 0; i < known.length; i++) {
            known[i] = target.mean() + target.deviation() * actual.get(i, 0);
        }
        return known;
    }

    /// One column of the mean, in units of the target.
    private double[] restored(FittedTarget.Scaled target, int column) {
        double[] values = new double[mean.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = target.restore(mean.get(i, column));
        }
        return values;
    }
}
