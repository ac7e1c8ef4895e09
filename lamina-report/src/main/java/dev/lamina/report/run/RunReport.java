package dev.lamina.report.run;

import dev.lamina.NetworkRun;
import dev.lamina.TrainingResult;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Calibration;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import dev.lamina.model.Predictions;
import dev.lamina.model.ProbabilityMap;
import dev.lamina.report.doctor.Doctor;
import dev.lamina.report.doctor.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a report tells: a model, how it was trained if that is known, and how it predicts rows whose target is known.
/// Immutable.
///
/// @param name of the model's file
/// @param data the rows whose columns are described
/// @param rows those that are predicted, with the target: of a training the rows held out
/// @param predictions of them, of a training by the networks that were not trained on them
/// @param uncalibrated the same without the model's probability map
/// @param drivers what drives the predictions
/// @param training how the model was trained; empty for a model from a file
/// @param findings what the doctor says of the training; none for a model from a file
/// @param warnings about the data, a line each
public record RunReport(
        String name,
        Model model,
        Table data,
        Table rows,
        Predictions predictions,
        Predictions uncalibrated,
        Evaluation evaluation,
        Drivers drivers,
        Optional<Training> training,
        List<Finding> findings,
        List<String> warnings) {

    /// How many of the rows that were predicted worst are told.
    private static final int WORST = 15;

    public RunReport {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /// How a model was trained.
    ///
    /// @param networks each network's training
    /// @param metric what their epochs were judged by
    /// @param command that makes the model again
    public record Training(List<NetworkRun> networks, String metric, String command) {

        public Training {
            networks = List.copyOf(networks);
        }
    }

    /// Of a training, by the rows held out.
    ///
    /// @param name of the model's file
    /// @param command that makes the model again
    /// @param threads that share the work; the result does not depend on them
    public static RunReport of(TrainingResult result, String name, String command, int threads) {
        List<ModelRows> judged = result.judgedRows();
        List<ModelRows> parts = judged.isEmpty() ? List.of(new ModelRows(result.model(), result.heldOut())) : judged;
        Drivers drivers = Drivers.of(parts, result.model(), result.heldOut(), 0, threads);
        return new RunReport(
                name,
                result.model(),
                result.data(),
                result.heldOut(),
                result.predictions(),
                result.uncalibrated(),
                result.evaluation(),
                drivers,
                Optional.of(new Training(result.networks(), result.metric().label(), command)),
                drivers.importance()
                        .map(importance -> Doctor.examine(result, importance))
                        .orElseGet(() -> Doctor.examine(result)),
                result.warnings());
    }

    /// Of a model on other data; rows without a target are left out.
    ///
    /// @param name of the model's file
    /// @param warnings about the data
    /// @param threads that share the work; the result does not depend on them
    /// @throws dev.lamina.data.DataException if a column is missing or does not fit
    public static RunReport of(Model model, String name, Table table, List<String> warnings, int threads) {
        FittedTarget target = model.pipeline().target();
        Table rows = Examples.of(table, target.name(), target.task()).table();
        Predictions predictions = model.predictor().predict(rows);
        boolean mapped = !(model.calibration().map() instanceof ProbabilityMap.Identity);
        Model bare = new Model(model.members(), Calibration.none(), model.provenance());
        return new RunReport(
                name,
                model,
                table,
                rows,
                predictions,
                mapped ? bare.predictor().predict(rows) : predictions,
                Evaluation.of(model.pipeline(), predictions, rows),
                Drivers.of(List.of(new ModelRows(model, rows)), model, rows, 0, threads),
                Optional.empty(),
                List.of(),
                warnings);
    }

    /// The index of each row's class, or its scaled value, rows × 1.
    public Matrix targets() {
        return model.pipeline().targets(rows);
    }

    /// The actual values in units of the target.
    ///
    /// @throws IllegalStateException if labels are predicted
    public double[] values() {
        if (rows.require(model.pipeline().target().name()) instanceof Column.Numbers numbers) {
            return numbers.values();
        }
        throw new IllegalStateException("the report is of labels");
    }

    /// What each of these classes would give at every threshold.
    ///
    /// @param classes their indices
    public List<DecisionCurve> decisions(List<Integer> classes) {
        Matrix probabilities = predictions.probabilities();
        Matrix actual = targets();
        return classes.stream()
                .map(index -> DecisionCurve.of(model.labels().get(index), probabilities, actual, index))
                .toList();
    }

    /// How often predictions of a certainty are right.
    public Reliability reliability() {
        return Reliability.of(predictions, targets());
    }

    /// The same without the model's probability map.
    public Reliability reliabilityBefore() {
        return Reliability.of(uncalibrated, targets());
    }

    /// How often intervals or sets hold the truth; empty for a model without conformal scores.
    public List<Coverage> coverage() {
        return Coverage.of(this);
    }

    /// Classes by how many rows they have, the most frequent first.
    public List<Integer> classesBySize() {
        ConfusionMatrix confusion = ((Evaluation.Classification) evaluation).confusion();
        return IntStream.range(0, confusion.classes())
                .boxed()
                .sorted(Comparator.comparingLong((Integer index) -> -confusion.actual(index)))
                .toList();
    }

    /// The rows that were predicted worst: those whose actual label got the least probability, or whose value is
    /// furthest off. Right ones are not among them.
    public List<WorstRow> worst() {
        return switch (model.pipeline().target()) {
            case FittedTarget.Labels labels -> worstOf(labels);
            case FittedTarget.Scaled _ -> worstValues();
        };
    }

    private List<WorstRow> worstOf(FittedTarget.Labels labels) {
        Matrix actual = targets();
        return IntStream.range(0, rows.rows())
                .filter(row -> !predictions.label(row).equals(labels.classes().get((int) actual.get(row, 0))))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> predictions.probability(row, (int) actual.get(row, 0))))
                .limit(WORST)
                .map(row -> new WorstRow(
                        row,
                        rows.origin().of(row),
                        labels.classes().get((int) actual.get(row, 0)),
                        predictions.label(row),
                        predictions.probability(row, (int) actual.get(row, 0))))
                .toList();
    }

    private List<WorstRow> worstValues() {
        double[] actual = values();
        return IntStream.range(0, rows.rows())
                .filter(row -> predictions.value(row) != actual[row])
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -Math.abs(predictions.value(row) - actual[row])))
                .limit(WORST)
                .map(row -> new WorstRow(
                        row,
                        rows.origin().of(row),
                        InWords.number(actual[row]),
                        InWords.number(predictions.value(row)),
                        predictions.value(row) - actual[row]))
                .toList();
    }
}
