package dev.lamina.cli;

import dev.lamina.data.UnseenCells;
import dev.lamina.io.ReadTable;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures a model on data whose target is known.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} MODEL DATA [OPTION]...",
        sortOptions = false,
        description = {"Measures a model on data whose target is known.", ""},
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv",
            "  ${COMMAND-FULL-NAME} houses.safetensors new-houses.parquet --json",
        })
final class EvaluateCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train wrote.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description =
                    "The data: a file, a folder, a quoted pattern of files, an SQL query, or -, as train takes it.")
    private String data = "";

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    EvaluateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Model model = Model.load(file);
        ReadTable read = reading.read(
                new DataSource(data, session.in()), model.pipeline().schemaWithTarget());
        Evaluation evaluation = Evaluation.of(model, read.table());
        List<UnseenCells> unseen = reading.warn(read, model, session);
        if (json) {
            session.print(JsonReport.evaluated(evaluation, unseen));
        } else {
            session.print(evaluation.toString());
        }
        return 0;
    }
}
