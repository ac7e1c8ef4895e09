package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Metric;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Calibration;
import dev.lamina.model.Conformal;
import dev.lamina.model.Member;
import dev.lamina.model.Predictions;
import dev.lamina.model.ProbabilityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /// The networks of one recipe, all at the end of the same number.
    private record Candidate(List<TrainedMember> networks, int end, HeldOut heldOut) {

        Candidate(List<TrainedMember> networks, int end, int rows) {
            this(networks, end, HeldOut.of(rows, networks, end));
        }

        static Stream<Candidate> of(List<TrainedMember> networks, int rows) {
            int ends = networks.stream()
                    .mapToInt(member -> member.ends().size())
                    .max()
                    .orElseThrow();
            return IntStream.range(0, ends).mapToObj(end -> new Candidate(networks, end, rows));
        }
    }

    /// Weighs and calibrates.
    ///
    /// @param target of the first member
    /// @param targets of all rows, as the networks see them
    static Assembly of(List<TrainedMember> trained, FittedTarget target, Matrix targets, ChosenMetric metric) {
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
        Matrix actual = TrainingRows.select(targets, rows);
        List<Matrix> predictions = candidates.stream()
                .map(candidate -> candidate.heldOut().mean(rows))
                .toList();
        double[] weights = GreedyWeights.of(predictions, mean -> cost(metric.weighs(rows.length), mean, actual));
        List<TrainedMember> kept = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        Matrix together = Matrix.zeros(rows.length, predictions.getFirst().columns());
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                Candidate candidate = candidates.get(i);
                double each = weights[i] / candidate.networks().size();
                for (TrainedMember member : candidate.networks()) {
                    kept.add(member);
                    members.add(new Member(member.networkAt(member.end(candidate.end())), member.pipeline(), each));
                }
                addScaled(predictions.get(i), weights[i], together);
            }
        }
        return switch (target) {
            case FittedTarget.Labels labels -> ofLabels(kept, members, labels, metric, rows, together, actual);
            case FittedTarget.Scaled scaled -> ofValues(kept, members, scaled, rows, together, actual);
        };
    }

    private static double cost(Metric metric, Matrix predictions, Matrix actual) {
        double value = metric.value(predictions, actual);
        return metric.higherIsBetter() ? -value : value;
    }

    private static void addScaled(Matrix part, double weight, Matrix sum) {
        for (int i = 0; i < part.rows(); i++) {
            for (int j = 0; j < part.columns(); j++) {
                sum.set(i, j, (float) (sum.get(i, j) + weight * part.get(i, j)));
            }
        }
    }

    private static Assembly ofLabels(
            List<TrainedMember> trained,
            List<Member> members,
            FittedTarget.Labels target,
            ChosenMetric metric,
            int[] rows,
            Matrix probabilities,
            Matrix classes) {
        Calibration learnt = Calibration.ofClasses(probabilities, classes, null, metric.judges());
        Calibration calibration = metric.calibrates()
                ? learnt
                : new Calibration(
                        new ProbabilityMap.Identity(),
                        OptionalDouble.empty(),
                        Conformal.Sets.of(probabilities, classes));
        return new Assembly(
                trained, members, calibration, rows, Predictions.ofProbabilities(target, probabilities, calibration));
    }

    private static Assembly ofValues(
            List<TrainedMember> trained,
            List<Member> members,
            FittedTarget.Scaled target,
            int[] rows,
            Matrix scaled,
            Matrix actual) {
        double[] predicted = new double[rows.length];
        double[] known = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            predicted[i] = target.restore(scaled.get(i, 0));
            known[i] = target.mean() + target.deviation() * actual.get(i, 0);
        }
        Calibration calibration = Calibration.ofValues(known, predicted);
        return new Assembly(trained, members, calibration, rows, Predictions.ofValues(target, predicted, calibration));
    }
}
