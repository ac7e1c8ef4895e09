package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.CalibratedLogLoss;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.TemperatureScaling;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Calibration;
import dev.lamina.model.Member;
import dev.lamina.model.Predictions;
import dev.lamina.model.ProbabilityMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a model of trained networks: weighs them, and calibrates what they predict together, by the rows
/// that the network concerned was not trained on.
///
/// @param members with their weights
/// @param rows that have such predictions
/// @param predictions of these rows, calibrated
record Assembly(
        List<TrainedMember> trained,
        List<Member> members,
        Calibration calibration,
        int[] rows,
        Predictions predictions) {

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

    /// The networks of one recipe, all at the end of the same number.
    private record Candidate(List<TrainedMember> networks, int end, HeldOut heldOut) {

        Candidate(List<TrainedMember> networks, int end, int rows) {
            this(networks, end, HeldOut.of(rows, networks, end));
        }

        /// Those of the networks of one repeat.
        HeldOut of(int repeat) {
            return HeldOut.of(heldOut.all(), networks(repeat), end);
        }

        /// Whether every row has a network of that repeat, which is not so where training ended early.
        boolean covers(int[] rows, int repeat) {
            BitSet covered = new BitSet();
            networks(repeat).stream()
                    .flatMapToInt(member -> IntStream.of(member.plan().split().validation()))
                    .forEach(covered::set);
            return IntStream.of(rows).allMatch(covered::get);
        }

        /// Those of one repeat; a recipe with fewer repeats than others has them again.
        private List<TrainedMember> networks(int repeat) {
            int wanted = repeat % repeats(networks);
            return networks.stream()
                    .filter(member -> member.plan().repeat() == wanted)
                    .toList();
        }

        /// The networks of one repeat: another one for each end, unless training ended early and others have more.
        List<TrainedMember> fullestRepeat() {
            return IntStream.range(end, end + repeats(networks))
                    .mapToObj(this::networks)
                    .max(Comparator.comparingInt(List::size))
                    .orElseThrow();
        }

        static Stream<Candidate> of(List<TrainedMember> networks, int rows) {
            int ends = networks.stream()
                    .mapToInt(member -> member.ends().size())
                    .max()
                    .orElseThrow();
            return IntStream.range(0, ends).mapToObj(end -> new Candidate(networks, end, rows));
        }
    }

    /// Weighs and calibrates. Where training ended early, and no row was kept from networks of every recipe,
    /// those of the first recipe are the model.
    ///
    /// @param target of the first member
    /// @param targets of all rows, as the networks see them
    /// @param weights of all rows; null where all count the same
    /// @param room how many networks the model may have; more, where a single recipe has more for its folds
    static Assembly of(
            List<TrainedMember> trained,
            FittedTarget target,
            Matrix targets,
            double @Nullable [] weights,
            ChosenMetric metric,
            int room) {
        List<Candidate> candidates = trained.stream()
                .collect(Collectors.groupingBy(member -> member.plan().group(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(networks -> Candidate.of(networks, targets.rows()))
                .toList();
        int[] rows = IntStream.of(candidates.getFirst().heldOut().rows())
                .filter(row -> candidates.stream()
                        .allMatch(candidate -> candidate.heldOut().has(row)))
                .toArray();
        if (rows.length == 0) {
            int first = trained.getFirst().plan().group();
            return of(
                    trained.stream()
                            .filter(member -> member.plan().group() == first)
                            .toList(),
                    target,
                    targets,
                    weights,
                    metric,
                    room);
        }
        Matrix actual = TrainingRows.select(targets, rows);
        List<Matrix> predictions = candidates.stream()
                .map(candidate -> candidate.heldOut().mean(rows))
                .toList();
        float[] counts = counts(weights, rows);
        double[] shares = GreedyWeights.of(
                predictions,
                candidates.stream()
                        .mapToInt(candidate -> kept(candidate.fullestRepeat()).size())
                        .toArray(),
                room,
                mean -> cost(metric.weighs(rows.length), judged(target, mean), actual, counts));
        List<List<TrainedMember>> parts = ofModel(candidates, shares, room);
        List<TrainedMember> kept = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            for (TrainedMember member : parts.get(i)) {
                kept.add(member);
                members.add(new Member(
                        member.networkAt(member.end(candidates.get(i).end())),
                        member.pipeline(),
                        shares[i] / parts.get(i).size()));
            }
        }
        Matrix together = mean(candidates, shares, rows, Candidate::heldOut);
        int repeats = repeats(trained);
        MeanOfMany many = new MeanOfMany(
                repeats, parts.stream().mapToInt(List::size).max().orElseThrow());
        boolean told = many.known()
                && IntStream.range(0, repeats)
                        .allMatch(repeat -> candidates.stream().allMatch(candidate -> candidate.covers(rows, repeat)));
        List<Matrix> singles = !told
                ? List.of()
                : IntStream.range(0, repeats)
                        .mapToObj(repeat -> mean(candidates, shares, rows, candidate -> candidate.of(repeat)))
                        .toList();
        return switch (target) {
            case FittedTarget.Labels labels -> {
                Learnt learnt = ofClasses(metric, many, singles, together, actual, counts);
                yield new Assembly(
                        kept,
                        members,
                        learnt.calibration(),
                        rows,
                        Predictions.ofProbabilities(
                                labels, together, learnt.calibration().with(learnt.map())));
            }
            case FittedTarget.Scaled scaled -> ofValues(kept, members, scaled, many, singles, rows, together, actual);
        };
    }

    /// The networks of each candidate that has a weight. While they are more than there is room for, those with
    /// the smallest weights are left with one repeat, and two ends of a recipe with different ones.
    private static List<List<TrainedMember>> ofModel(List<Candidate> candidates, double[] shares, int room) {
        List<List<TrainedMember>> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            parts.add(shares[i] > 0 ? kept(candidates.get(i).networks()) : List.of());
        }
        int[] ascending = IntStream.range(0, shares.length)
                .filter(i -> shares[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> shares[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int size = parts.stream().mapToInt(List::size).sum();
        for (int i : ascending) {
            if (size > room) {
                List<TrainedMember> fewer = kept(candidates.get(i).fullestRepeat());
                size -= parts.get(i).size() - fewer.size();
                parts.set(i, fewer);
            }
        }
        return parts;
    }

    /// Those that are for the model, or all where training ended before there was one.
    private static List<TrainedMember> kept(List<TrainedMember> networks) {
        List<TrainedMember> kept =
                networks.stream().filter(member -> member.plan().kept()).toList();
        return kept.isEmpty() ? networks : kept;
    }

    private static int repeats(List<TrainedMember> networks) {
        return 1
                + networks.stream()
                        .mapToInt(member -> member.plan().repeat())
                        .max()
                        .orElseThrow();
    }

    /// The weighted mean of what counts of the candidates.
    private static Matrix mean(
            List<Candidate> candidates, double[] shares, int[] rows, Function<Candidate, HeldOut> counting) {
        Matrix mean = null;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                Matrix part = counting.apply(candidates.get(i)).mean(rows);
                mean = mean == null ? Matrix.zeros(part.rows(), part.columns()) : mean;
                addScaled(part, shares[i], mean);
            }
        }
        return Objects.requireNonNull(mean);
    }

    /// What a metric judges of predictions: a band's ends are not.
    private static Matrix judged(FittedTarget target, Matrix predictions) {
        return target instanceof FittedTarget.Scaled ? predictions.columns(0, 1) : predictions;
    }

    /// How much each of these rows counts; null where all count the same.
    private static float @Nullable [] counts(double @Nullable [] weights, int[] rows) {
        if (weights == null || rows[rows.length - 1] >= weights.length) {
            return null;
        }
        float[] counts = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            counts[i] = (float) weights[rows[i]];
        }
        return counts;
    }

    /// Lower is better. Rows that count more in training do so here, but a metric of decisions is as it was
    /// asked for.
    private static double cost(Metric metric, Matrix predictions, Matrix actual, float @Nullable [] counts) {
        if (counts != null && !metric.higherIsBetter()) {
            return switch (metric) {
                case LogLoss _, CalibratedLogLoss _ -> logLoss(predictions, actual, counts);
                default -> metric.value(predictions, actual);
            };
        }
        double value = metric.value(predictions, actual);
        return metric.higherIsBetter() ? -value : value;
    }

    private static double logLoss(Matrix predictions, Matrix classes, float[] counts) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            double p = predictions.get(i, (int) classes.get(i, 0));
            sum -= counts[i] * StrictMath.log(Math.max(p, Float.MIN_NORMAL));
            all += counts[i];
        }
        return sum / all;
    }

    private static void addScaled(Matrix part, double weight, Matrix sum) {
        for (int i = 0; i < part.rows(); i++) {
            for (int j = 0; j < part.columns(); j++) {
                sum.set(i, j, (float) (sum.get(i, j) + weight * part.get(i, j)));
            }
        }
    }

    /// @param calibration of the model
    /// @param map of the predictions of the few networks that were not trained on a row
    private record Learnt(Calibration calibration, ProbabilityMap map) {}

    /// The temperature of the mean of many networks is told by those of one and of a few, where there are a
    /// few.
    private static Learnt ofClasses(
            ChosenMetric metric,
            MeanOfMany many,
            List<Matrix> singles,
            Matrix together,
            Matrix classes,
            float @Nullable [] counts) {
        if (!metric.calibrates()) {
            ProbabilityMap same = new ProbabilityMap.Identity();
            return new Learnt(Calibration.ofClasses(same, together, classes, metric.judges()), same);
        }
        if (singles.isEmpty()) {
            Calibration calibration = Calibration.ofClasses(together, classes, counts, metric.judges());
            return new Learnt(calibration, calibration.map());
        }
        double ofFew = temperature(together, classes, counts);
        double ofOne = singles.stream()
                .mapToDouble(single -> temperature(single, classes, counts))
                .average()
                .orElseThrow();
        double sharpest = classes.rows() < ENOUGH_TO_SHARPEN ? 1 : SHARPEST;
        double ofMany = Math.clamp(many.of(ofOne, ofFew), sharpest, SOFTEST);
        ProbabilityMap map = new ProbabilityMap.Temperature(ofFew);
        Matrix mapped = Matrix.zeros(together.rows(), together.columns());
        mapped.copyFrom(together);
        map.apply(mapped);
        return new Learnt(
                Calibration.ofClasses(new ProbabilityMap.Temperature(ofMany), mapped, classes, metric.judges()), map);
    }

    /// Nearer to 1 the fewer rows there are.
    private static double temperature(Matrix probabilities, Matrix classes, float @Nullable [] counts) {
        double found = TemperatureScaling.fit(probabilities, classes, counts).temperature();
        double trust = probabilities.rows() / (probabilities.rows() + DOUBTED_ROWS);
        return StrictMath.exp(trust * StrictMath.log(found));
    }

    private static Assembly ofValues(
            List<TrainedMember> trained,
            List<Member> members,
            FittedTarget.Scaled target,
            MeanOfMany many,
            List<Matrix> singles,
            int[] rows,
            Matrix together,
            Matrix actual) {
        double[] predicted = new double[rows.length];
        double[] known = new double[rows.length];
        double[] expected = new double[rows.length];
        double shrink = 1;
        if (!singles.isEmpty() && rows.length >= ENOUGH_TO_SHARPEN) {
            double ofFew = squares(together, actual);
            double ofOne = singles.stream()
                    .mapToDouble(single -> squares(single, actual))
                    .average()
                    .orElseThrow();
            shrink = Math.sqrt(Math.clamp(many.of(ofOne, ofFew) / ofFew, LEAST_SHARE, 1));
        }
        for (int i = 0; i < rows.length; i++) {
            predicted[i] = target.restore(together.get(i, 0));
            known[i] = target.mean() + target.deviation() * actual.get(i, 0);
            expected[i] = known[i] + shrink * (predicted[i] - known[i]);
        }
        if (together.columns() > 1) {
            double[] lower = new double[rows.length];
            double[] upper = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                lower[i] = target.restore(together.get(i, 1));
                upper[i] = target.restore(together.get(i, 2));
            }
            Calibration bands = Calibration.ofBands(known, lower, predicted, upper);
            return new Assembly(
                    trained, members, bands, rows, Predictions.ofBands(target, lower, predicted, upper, bands));
        }
        Calibration calibration = Calibration.ofValues(known, expected);
        return new Assembly(trained, members, calibration, rows, Predictions.ofValues(target, predicted, calibration));
    }

    private static double squares(Matrix predictions, Matrix actual) {
        double sum = 0;
        for (int i = 0; i < actual.rows(); i++) {
            double error = (double) predictions.get(i, 0) - actual.get(i, 0);
            sum += error * error;
        }
        return Math.max(sum / actual.rows(), Double.MIN_NORMAL);
    }
}
