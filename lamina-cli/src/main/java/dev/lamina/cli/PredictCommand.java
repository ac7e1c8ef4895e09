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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
        ReadTable read = reading.read(source, model.pipeline().schema());
        Predictions predictions = model.predictor().predict(read.table());
        List<UnseenCells> unseen = reading.warn(read, model, session);
        boolean toFile = !output.equals(STANDARD_OUTPUT);
        if (toFile) {
            TableWriter.write(table(predictions), Path.of(output));
        } else if (!json) {
            TableWriter.write(table(predictions), session.out());
        }
        if (json) {
            session.print(
                    toFile
                            ? JsonReport.predicted(predictions, output, unseen)
                            : JsonReport.predicted(predictions, unseen));
        }
        return 0;
    }

    private static Table table(Predictions predictions) {
        int rows = predictions.rows();
        List<String> labels = predictions.labels();
        List<Column> columns = new ArrayList<>();
        if (labels.isEmpty()) {
            columns.add(new Column.Numbers(
                    "prediction",
                    IntStream.range(0, rows).mapToDouble(predictions::value).toArray()));
        } else {
            columns.add(labels(predictions));
        }
        for (int label = 0; label < labels.size(); label++) {
            columns.add(probabilities(predictions, label));
        }
        return Table.of("predictions", columns.toArray(Column[]::new));
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
