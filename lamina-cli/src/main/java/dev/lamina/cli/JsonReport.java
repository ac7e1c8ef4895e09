package dev.lamina.cli;

import dev.lamina.Lamina;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.UnseenCells;
import dev.lamina.explain.Comparison;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Provenance;
import dev.lamina.report.Language;
import dev.lamina.report.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the commands tell a program: one JSON object. Numbers that are undefined are null.
final class JsonReport {

    private JsonReport() {}

    /// @param page the report that was written
    /// @param findings of the doctor
    static JsonObject trained(Model model, Path file, Optional<Path> page, List<Finding> findings) throws IOException {
        Provenance.Training training = model.provenance().training();
        Provenance.Data data = model.provenance().data();
        JsonObject.Builder report =
                identity(JsonObject.builder().put("model", file.toString()).put("bytes", Files.size(file)), model);
        page.ifPresent(written -> report.put("report", written.toString()));
        String taskReason = training.reasons().get("task");
        if (taskReason != null) {
            report.put("taskReason", taskReason);
        }
        report.put("trainingRows", data.trainingRows()).put("validationRows", data.validationRows());
        return runs(report, model)
                .put("seconds", seconds(model))
                .put("metrics", numbers(training.metrics()))
                .put("findings", findings(findings))
                .put("parametersHash", model.parametersHash())
                .build();
    }

    private static JsonValue.Array findings(List<Finding> findings) {
        return new JsonValue.Array(
                findings.stream().<JsonValue>map(JsonReport::finding).toList());
    }

    private static JsonObject finding(Finding finding) {
        JsonObject.Builder object = JsonObject.builder()
                .put("finding", finding.key())
                .put("severity", word(finding.severity()))
                .put("text", finding.text(Language.ENGLISH))
                .put("advice", finding.advice(Language.ENGLISH))
                .put("numbers", numbers(finding.numbers()));
        if (!finding.names().isEmpty()) {
            object.put("names", JsonValue.Array.ofTexts(finding.names()));
        }
        return object.build();
    }

    static JsonObject evaluated(Evaluation evaluation, List<UnseenCells> unseen) {
        JsonObject.Builder object = JsonObject.builder().put("rows", evaluation.rows());
        put(object, evaluation.metrics());
        if (evaluation instanceof Evaluation.Classification classes) {
            classes.uncalibratedLogLoss().ifPresent(value -> object.put("uncalibratedLogLoss", number(value)));
        }
        evaluation
                .coverage()
                .ifPresent(coverage -> object.put(
                        "coverage",
                        JsonObject.builder()
                                .put("asked", coverage.asked())
                                .put("reached", number(coverage.reached()))
                                .put("size", number(coverage.size()))
                                .build()));
        return object.put("columns", unseen(unseen)).build();
    }

    /// @param unseen by the names of the models
    static JsonObject compared(Comparison comparison, Map<String, List<UnseenCells>> unseen) {
        List<JsonValue> models = comparison.models().stream()
                .<JsonValue>map(model -> compared(model, unseen.getOrDefault(model.name(), List.of())))
                .toList();
        return JsonObject.builder()
                .put("task", word(comparison.target().task()))
                .put("target", comparison.target().name())
                .put("rows", comparison.rows())
                .put("baseline", number(comparison.baseline()))
                .put("replicates", comparison.replicates())
                .put("models", new JsonValue.Array(models))
                .build();
    }

    private static JsonObject compared(Comparison.Compared model, List<UnseenCells> unseen) {
        JsonObject.Builder metrics = JsonObject.builder();
        model.metrics()
                .forEach((metric, estimate) -> metrics.put(
                        Evaluation.key(metric),
                        JsonObject.builder()
                                .put("value", number(estimate.value()))
                                .put("low", number(estimate.low()))
                                .put("high", number(estimate.high()))
                                .build()));
        JsonObject.Builder differences = JsonObject.builder();
        model.differences()
                .forEach((metric, difference) -> differences.put(
                        Evaluation.key(metric),
                        JsonObject.builder()
                                .put("value", number(difference.value()))
                                .put("low", number(difference.low()))
                                .put("high", number(difference.high()))
                                .put("better", number(difference.better()))
                                .build()));
        return JsonObject.builder()
                .put("model", model.name())
                .put("metrics", metrics.build())
                .put("differences", differences.build())
                .put("columns", unseen(unseen))
                .build();
    }

    /// The predictions, an object for each row.
    ///
    /// @param coverage of the intervals or sets; null for none
    static JsonObject predicted(Predictions predictions, @Nullable Double coverage, List<UnseenCells> unseen) {
        List<JsonValue> rows = IntStream.range(0, predictions.rows())
                .<JsonValue>mapToObj(row -> prediction(predictions, row, coverage))
                .toList();
        return JsonObject.builder()
                .put("rows", predictions.rows())
                .put("predictions", new JsonValue.Array(rows))
                .put("columns", unseen(unseen))
                .build();
    }

    /// What was written to a file.
    static JsonObject predicted(Predictions predictions, String file, List<UnseenCells> unseen) {
        return JsonObject.builder()
                .put("rows", predictions.rows())
                .put("output", file)
                .put("columns", unseen(unseen))
                .build();
    }

    private static JsonObject prediction(Predictions predictions, int row, @Nullable Double coverage) {
        List<String> labels = predictions.labels();
        if (labels.isEmpty()) {
            JsonObject.Builder object = JsonObject.builder().put("prediction", number(predictions.value(row)));
            if (coverage != null) {
                object.put("lower", number(predictions.lower(row, coverage)))
                        .put("upper", number(predictions.upper(row, coverage)));
            }
            return object.build();
        }
        JsonObject.Builder probabilities = JsonObject.builder();
        for (int label = 0; label < labels.size(); label++) {
            probabilities.put(labels.get(label), shortest(predictions.probability(row, label)));
        }
        JsonObject.Builder object = JsonObject.builder()
                .put("prediction", predictions.label(row))
                .put("probabilities", probabilities.build());
        if (coverage != null) {
            object.put("set", JsonValue.Array.ofTexts(predictions.set(row, coverage)));
        }
        return object.build();
    }

    /// The double that prints as short as the float: 0.1 instead of 0.10000000149011612.
    static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    static JsonValue.Array unseen(List<UnseenCells> columns) {
        return new JsonValue.Array(
                columns.stream().<JsonValue>map(JsonReport::unseen).toList());
    }

    private static JsonObject unseen(UnseenCells cells) {
        return JsonObject.builder()
                .put("name", cells.column().name())
                .put("unknown", cells.unknown())
                .put("examples", JsonValue.Array.ofTexts(cells.examples()))
                .put("missing", cells.missing())
                .put("beyond", cells.beyond())
                .build();
    }

    static JsonObject info(Model model) {
        Provenance provenance = model.provenance();
        Provenance.Training training = provenance.training();
        JsonObject.Builder report = identity(JsonObject.builder(), model)
                .put(
                        "columns",
                        new JsonValue.Array(model.pipeline().columns().stream()
                                .<JsonValue>map(JsonReport::column)
                                .toList()))
                .put("data", data(provenance.data()))
                .put("seed", training.seed())
                .put("settings", JsonObject.ofTexts(training.values()))
                .put("reasons", JsonObject.ofTexts(training.reasons()));
        return runs(report, model)
                .put("metrics", numbers(training.metrics()))
                .put("laminaVersion", provenance.laminaVersion())
                .put("javaVersion", provenance.javaVersion())
                .put("created", provenance.created().toString())
                .put("parametersHash", model.parametersHash())
                .put("runtime", runtime())
                .build();
    }

    /// What computes here, whatever trained the model.
    private static JsonObject runtime() {
        return JsonObject.builder()
                .put("laminaVersion", Lamina.version())
                .put("javaVersion", Runtime.version().toString())
                .put("kernels", Version.kernels())
                .build();
    }

    private static JsonObject data(Provenance.Data data) {
        JsonObject.Builder json =
                JsonObject.builder().put("source", data.source()).put("sha256", data.sha256());
        if (!data.hashed().isEmpty()) {
            json.put("hashed", data.hashed());
        }
        return json.put("trainingRows", data.trainingRows())
                .put("validationRows", data.validationRows())
                .build();
    }

    /// What the model predicts, and how big its networks are: the shape of the first one, the parameters of all.
    private static JsonObject.Builder identity(JsonObject.Builder object, Model model) {
        return object.put("task", word(model.pipeline().task()))
                .put("target", model.pipeline().target().name())
                .put("classes", JsonValue.Array.ofTexts(model.labels()))
                .put("network", model.members().getFirst().network().network().shape())
                .put(
                        "parameters",
                        model.members().stream()
                                .mapToLong(member -> member.network().network().parameterCount())
                                .sum());
    }

    /// How its one network was trained, or of several what each of them is.
    private static JsonObject.Builder runs(JsonObject.Builder object, Model model) {
        List<Provenance.Run> runs = model.provenance().training().runs();
        if (runs.size() == 1) {
            return run(object, runs.getFirst());
        }
        List<JsonValue> members = IntStream.range(0, runs.size())
                .<JsonValue>mapToObj(i -> member(model.members().get(i), runs.get(i)))
                .toList();
        return object.put("members", new JsonValue.Array(members));
    }

    private static JsonObject member(Member member, Provenance.Run run) {
        JsonObject.Builder object = JsonObject.builder()
                .put("network", member.network().network().shape())
                .put("parameters", member.network().network().parameterCount())
                .put("weight", member.weight())
                .put("recipe", run.recipe())
                .put("seed", run.seed())
                .put("fold", run.fold());
        return run(object, run).put("score", number(run.score())).build();
    }

    private static JsonObject.Builder run(JsonObject.Builder object, Provenance.Run run) {
        return object.put("epochs", run.epochs())
                .put("bestEpoch", run.bestEpoch())
                .put("stopReason", word(run.stopReason()));
    }

    /// How long the networks were trained, one after the other.
    private static double seconds(Model model) {
        return model.members().stream()
                        .mapToLong(member ->
                                member.network().history().getLast().elapsed().toMillis())
                        .sum()
                / 1000.0;
    }

    private static JsonObject column(FittedColumn column) {
        JsonObject.Builder object =
                JsonObject.builder().put("name", column.name()).put("type", word(column.type()));
        if (column instanceof FittedColumn.Words words) {
            object.put("categories", JsonValue.Array.ofTexts(words.categories()));
        }
        return object.build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject numbers(Map<String, Double> values) {
        return put(JsonObject.builder(), values).build();
    }

    private static JsonObject.Builder put(JsonObject.Builder object, Map<String, Double> values) {
        values.forEach((name, value) -> object.put(name, number(value)));
        return object;
    }

    static JsonValue number(double value) {
        return Double.isFinite(value) ? JsonNumber.of(value) : new JsonValue.Null();
    }
}
