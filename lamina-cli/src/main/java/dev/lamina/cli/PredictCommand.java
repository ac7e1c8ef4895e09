package dev.lamina.cli;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.data.UnseenCells;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableWriter;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Predicts the rows of new data.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} MODEL DATA [-o FILE] [OPTION]...",
        sortOptions = false,
        description = {
            "Predicts every row of new data.",
            "Gives the column `prediction` and, for classes, the probability of each in a",
            "column `p_<class>`. Columns are found by name, in any order; others do not",
            "matter.",
            "With --coverage also `lower` and `upper`, between which the actual value is, or",
            "for each class a column `in_<class>`: 1 if it is in the set that holds the",
            "actual class.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv",
            "  ${COMMAND-FULL-NAME} houses.safetensors new.parquet -o predictions.parquet",
            "  head -5 samples/penguins.csv | ${COMMAND-FULL-NAME} penguins.safetensors -",
        })
final class PredictCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train wrote.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description =
                    "The data: a file, a folder, a quoted pattern of files, an SQL query, or -, as train takes it.")
    private String data = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write the predictions; the ending says whether as Parquet or as CSV (also .gz). Default:"
                            + " CSV on standard output.")
    private String output = STANDARD_OUTPUT;

    @Option(
            names = "--coverage",
            paramLabel = "SHARE",
            description =
                    "How often the actual value is to lie between `lower` and `upper`, or the actual class in the set, such"
                            + " as 0.9. Holds for rows like those of the training data.")
    private @Nullable Double coverage;

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--json",
            description =
                    "Print the predictions as JSON, with the counts of cells that the model has seen nothing like;"
                            + " with -o only the counts.")
    private boolean json;

    PredictCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        DataSource source = new DataSource(data, session.in());
        if (!output.equals(STANDARD_OUTPUT)) {
            List<Path> read = new ArrayList<>(List.of(file));
            source.file().ifPresent(read::add);
            OutputFile.checkPredictions(Path.of(output), read);
        }
        Model model = Model.load(file);
        checkCoverage(model);
        ReadTable read = reading.read(source, model.pipeline().schema());
        Predictions predictions = model.predictor().predict(read.table());
        List<UnseenCells> unseen = reading.warn(read, model, session);
        boolean toFile = !output.equals(STANDARD_OUTPUT);
        if (toFile) {
            TableWriter.write(table(predictions, coverage), Path.of(output));
        } else if (!json) {
            TableWriter.write(table(predictions, coverage), session.out());
        }
        if (json) {
            session.print(
                    toFile
                            ? JsonReport.predicted(predictions, output, unseen)
                            : JsonReport.predicted(predictions, coverage, unseen));
        }
        return 0;
    }

    private void checkCoverage(Model model) {
        if (coverage == null) {
            return;
        }
        try {
            model.calibration().checkCoverage(coverage);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--coverage: " + e.getMessage(), e);
        }
    }

    private static Table table(Predictions predictions, @Nullable Double coverage) {
        int rows = predictions.rows();
        List<String> labels = predictions.labels();
        List<Column> columns = new ArrayList<>();
        if (labels.isEmpty()) {
            columns.add(numbers("prediction", rows, predictions::value));
            if (coverage != null) {
                columns.add(numbers("lower", rows, row -> predictions.lower(row, coverage)));
                columns.add(numbers("upper", rows, row -> predictions.upper(row, coverage)));
            }
        } else {
            columns.add(labels(predictions));
        }
        for (int label = 0; label < labels.size(); label++) {
            columns.add(probabilities(predictions, label));
        }
        if (coverage != null && !labels.isEmpty()) {
            columns.addAll(sets(predictions, coverage));
        }
        return Table.of("predictions", columns.toArray(Column[]::new));
    }

    private static Column numbers(String name, int rows, IntToDoubleFunction number) {
        return new Column.Numbers(
                name, IntStream.range(0, rows).mapToDouble(number).toArray());
    }

    /// For each label whether it is in the sets.
    private static List<Column> sets(Predictions predictions, double coverage) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String label : predictions.labels()) {
            columns.put(label, new double[predictions.rows()]);
        }
        for (int row = 0; row < predictions.rows(); row++) {
            for (String label : predictions.set(row, coverage)) {
                Objects.requireNonNull(columns.get(label))[row] = 1;
            }
        }
        return columns.entrySet().stream()
                .<Column>map(column -> new Column.Numbers("in_" + column.getKey(), column.getValue()))
                .toList();
    }

    private static Column labels(Predictions predictions) {
        List<String> labels = predictions.labels();
        int[] codes = IntStream.range(0, predictions.rows())
                .map(row -> labels.indexOf(predictions.label(row)))
                .toArray();
        return new Column.Categories("prediction", codes, labels);
    }

    private static Column probabilities(Predictions predictions, int label) {
        double[] values = new double[predictions.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = JsonReport.shortest(predictions.probability(row, label));
        }
        return new Column.Numbers("p_" + predictions.labels().get(label), values);
    }
}
