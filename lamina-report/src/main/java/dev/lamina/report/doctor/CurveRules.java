package dev.lamina.report.doctor;

import dev.lamina.NetworkRun;
import dev.lamina.TableOptions;
import dev.lamina.TrainingResult;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.StopReason;
import dev.lamina.data.Table;
import dev.lamina.model.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the costs of the epochs tell. All costs are seen beside that of a network which answers 0 to every
/// row, the cost of knowing nothing: ln K of the cross-entropy of K classes, 1 of the squared error of a
/// scaled target.
final class CurveRules {

    /// Costs of fewer rows, of those trained on or of those held out, jump by chance.
    private static final int FEWEST_ROWS = 50;

    /// By so many times a training cost rises, above that of knowing nothing, where steps are too long. In
    /// trainings of five sets with rates from 0.002 to 10, those at the usual rate stayed below 4, at their
    /// start.
    private static final double RISE = 8;

    /// A rise of the validation cost that regularisation would be worth: of itself and of the cost of
    /// knowing nothing. Less is usual until early stopping ends a sound training.
    private static final double OVERFITTING = 0.25;

    private static final double OVERFITTING_OF_ALL = 0.1;

    /// How much the training cost falls meanwhile, so that what rises is the gap.
    private static final double STILL_FALLING = 0.1;

    /// For how long: this share of the epochs, and so many.
    private static final double LONG = 0.2;

    private static final int FEWEST_AFTER = 5;

    /// A fall of the validation cost in the second half of the epochs that more of them would be worth: of
    /// itself and of the cost of knowing nothing. Schedules that lower the rate bring about a little of it
    /// in any case.
    private static final double FALL = 0.1;

    private static final double FALL_OF_ALL = 0.05;

    /// The last epoch may be so much above the least one.
    private static final double NEAR_LEAST = 1.02;

    private CurveRules() {}

    /// A training cost that becomes [#RISE] times its least so far, and higher than that of knowing
    /// nothing: steps that lead uphill are too long (Goodfellow, Bengio, Courville, "Deep Learning",
    /// 11.4.1). The rates of recipes rise on purpose, so this is for networks whose rate the caller may
    /// set.
    static Optional<Finding.LearningRateTooHigh> learningRate(TrainingResult result) {
        double unknowing = unknowing(result);
        int rows = result.model().provenance().data().trainingRows();
        if (Doctor.preset(result) || rows < FEWEST_ROWS || !(unknowing > 0)) {
            return Optional.empty();
        }
        double rate = TableOptions.LEARNING_RATE.parse(Objects.requireNonNull(
                result.model().provenance().training().values().get(TableOptions.LEARNING_RATE.name())));
        List<Jump> jumps = result.networks().stream()
                .map(run -> Jump.of(run, unknowing))
                .filter(jump -> jump.factor >= RISE)
                .toList();
        return jumps.stream()
                .max(Comparator.comparingDouble(Jump::factor))
                .map(worst -> new Finding.LearningRateTooHigh(
                        worst.factor,
                        worst.epoch,
                        rate,
                        jumps.size(),
                        result.networks().size()));
    }

    /// The highest that a training cost became beside its least before.
    private record Jump(double factor, int epoch) {

        static Jump of(NetworkRun run, double unknowing) {
            Jump highest = new Jump(1, 0);
            double least = unknowing;
            for (EpochReport report : run.history()) {
                if (report.cost() >= unknowing && report.cost() / least > highest.factor) {
                    highest = new Jump(report.cost() / least, report.epoch());
                }
                least = Math.min(least, report.cost());
                if (!(least > 0)) {
                    return highest;
                }
            }
            return highest;
        }
    }

    /// A validation cost that rises for long after the best epoch while the training cost falls (Prechelt,
    /// "Early stopping – but when?", 1998). The best epoch is the one that the metric chose, so that a cost
    /// which rises while the metric gets better says nothing here.
    static Optional<Finding.Overfitting> overfitting(TrainingResult result) {
        if (Doctor.preset(result) || result.heldOut().rows() < FEWEST_ROWS) {
            return Optional.empty();
        }
        double unknowing = unknowing(result);
        List<Finding.Overfitting> all = new ArrayList<>();
        for (NetworkRun run : result.networks()) {
            List<EpochReport> epochs = whole(run);
            int after = epochs.size() - run.bestEpoch();
            if (after < Math.max(FEWEST_AFTER, LONG * epochs.size())) {
                continue;
            }
            EpochReport best = epochs.get(run.bestEpoch() - 1);
            List<EpochReport> tail = epochs.subList(epochs.size() - after / 2, epochs.size());
            double validation =
                    mean(tail.stream().map(EpochReport::validationCost).toList());
            double training = mean(tail.stream().map(EpochReport::cost).toList());
            double rise = validation - best.validationCost();
            if (rise >= OVERFITTING * best.validationCost()
                    && rise >= OVERFITTING_OF_ALL * unknowing
                    && training <= best.cost() * (1 - STILL_FALLING)) {
                all.add(new Finding.Overfitting(
                        best.epoch(), epochs.getLast().epoch(), rise / best.validationCost(), 1, 1));
            }
        }
        return all.size() * 2 < result.networks().size()
                ? Optional.empty()
                : all.stream()
                        .max(Comparator.comparingDouble(Finding.Overfitting::rise))
                        .map(worst -> new Finding.Overfitting(
                                worst.epoch(),
                                worst.last(),
                                worst.rise(),
                                all.size(),
                                result.networks().size()));
    }

    /// A validation cost that is the least at the last epoch and fell by [#FALL] in the second half of
    /// them, in half of the model by weight. Halves suit schedules in waves too: half of the epochs is
    /// where the rate of RealMLP has just been 0, as it is at the end.
    static Optional<Finding.StillLearning> stillLearning(TrainingResult result) {
        if (result.heldOut().rows() < FEWEST_ROWS) {
            return Optional.empty();
        }
        double unknowing = unknowing(result);
        double weight = 0;
        int epochs = 0;
        double fall = 0;
        boolean timeUp = false;
        for (NetworkRun run : result.networks()) {
            double own = fall(run, unknowing);
            if (own >= FALL) {
                weight += run.weight();
                epochs = Math.max(epochs, run.history().size());
                fall = Math.max(fall, own);
                timeUp |= run.stopReason() == StopReason.TIME_BUDGET;
            }
        }
        return weight < 0.5 ? Optional.empty() : Optional.of(new Finding.StillLearning(epochs, fall, timeUp));
    }

    /// 0 where more epochs promise nothing.
    private static double fall(NetworkRun run, double unknowing) {
        List<EpochReport> epochs = whole(run);
        boolean cut = run.stopReason() == StopReason.COMPLETED || run.stopReason() == StopReason.TIME_BUDGET;
        if (!cut || epochs.size() < 2) {
            return 0;
        }
        double last = epochs.getLast().validationCost();
        double half = epochs.get((epochs.size() + 1) / 2 - 1).validationCost();
        double least =
                epochs.stream().mapToDouble(EpochReport::validationCost).min().orElseThrow();
        return last <= NEAR_LEAST * least && half - last >= FALL_OF_ALL * unknowing ? (half - last) / half : 0;
    }

    /// The cost of answering 0 to rows held out.
    private static double unknowing(TrainingResult result) {
        Table rows = Doctor.some(result.heldOut());
        Member member = result.model().members().getFirst();
        Matrix zeros = Matrix.zeros(rows.rows(), member.network().network().outputs());
        Matrix gradient = Matrix.zeros(zeros.rows(), zeros.columns());
        return member.network().loss().cost(zeros, member.pipeline().targets(rows), null, gradient);
    }

    private static List<EpochReport> whole(NetworkRun run) {
        return run.history().stream().filter(EpochReport::whole).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
