package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Calibration;
import dev.lamina.model.Member;
import dev.lamina.model.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes a model of trained networks: weighs them, and calibrates what they predict together, by the rows
/// that the network concerned was not trained on.
///
/// @param members with their weights
/// @param rows that have such predictions
/// @param predictions of these rows, calibrated
/// @param uncalibrated the same before calibration
record Assembly(
        List<TrainedMember> trained,
        List<Member> members,
        Calibration calibration,
        int[] rows,
        Predictions predictions,
        Predictions uncalibrated) {

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
        float @Nullable [] counts = counts(weights, rows);
        double[] shares = GreedyWeights.of(
                candidates.stream()
                        .map(candidate -> candidate.heldOut().mean(rows))
                        .toList(),
                candidates.stream()
                        .mapToInt(candidate -> candidate.fewest().size())
                        .toArray(),
                room,
                mean -> metric.cost(judged(target, mean), actual, counts));
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
        int repeats = Candidate.repeats(trained);
        MeanOfMany many = new MeanOfMany(
                repeats, parts.stream().mapToInt(List::size).max().orElseThrow());
        boolean told = many.known()
                && IntStream.range(0, repeats)
                        .allMatch(repeat -> candidates.stream().allMatch(candidate -> candidate.covers(rows, repeat)));
        List<Matrix> singles = !told
                ? List.of()
                : IntStream.range(0, repeats)
                        .mapToObj(repeat -> mean(candidates, shares, rows, candidate -> candidate.heldOut(repeat)))
                        .toList();
        Matrix together = mean(candidates, shares, rows, Candidate::heldOut);
        HeldOutCalibration.Learnt learnt =
                new HeldOutCalibration(together, singles, many, actual, counts).learn(target, metric);
        return new Assembly(kept, members, learnt.calibration(), rows, learnt.predictions(), learnt.uncalibrated());
    }

    /// The networks of each candidate that has a weight. While they are more than there is room for, those with
    /// the smallest weights are left with one repeat, and two ends of a recipe with different ones.
    private static List<List<TrainedMember>> ofModel(List<Candidate> candidates, double[] shares, int room) {
        List<List<TrainedMember>> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            parts.add(shares[i] > 0 ? candidates.get(i).kept() : List.of());
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
                List<TrainedMember> fewer = candidates.get(i).fewest();
                size -= parts.get(i).size() - fewer.size();
                parts.set(i, fewer);
            }
        }
        return parts;
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
    static Matrix judged(FittedTarget target, Matrix predictions) {
        return target instanceof FittedTarget.Scaled ? predictions.columns(0, 1) : predictions;
    }

    /// How much each of these rows counts; null where all count the same.
    static float @Nullable [] counts(double @Nullable [] weights, int[] rows) {
        if (weights == null || rows[rows.length - 1] >= weights.length) {
            return null;
        }
        float[] counts = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            counts[i] = (float) weights[rows[i]];
        }
        return counts;
    }

    private static void addScaled(Matrix part, double weight, Matrix sum) {
        for (int i = 0; i < part.rows(); i++) {
            for (int j = 0; j < part.columns(); j++) {
                sum.set(i, j, (float) (sum.get(i, j) + weight * part.get(i, j)));
            }
        }
    }
}
