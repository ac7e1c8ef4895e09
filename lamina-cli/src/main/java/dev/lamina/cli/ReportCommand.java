package dev.lamina.cli;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.UnseenCells;
import dev.lamina.io.ReadTable;
import dev.lamina.model.Model;
import dev.lamina.report.html.HtmlReport;
import dev.lamina.report.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Writes the report of a model on data whose target is known.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} MODEL DATA [OPTION]...",
        sortOptions = false,
        description = {
            "Writes a page about a model on data whose target is known.",
            "It shows how good the model is, where it fails, and what drives it. The report",
            "of the training itself, with its curves, is what train writes beside the model.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv --report new.html",
            "  ${COMMAND-FULL-NAME} houses.safetensors new-houses.parquet --language zh",
        })
final class ReportCommand implements Callable<Integer> {

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
    private final ReportOptions reporting = new ReportOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        DataSource source = new DataSource(data, session.in());
        List<Path> read = new ArrayList<>(List.of(file));
        source.file().ifPresent(read::add);
        String name = ReportOptions.stem(file) + "." + ReportOptions.stem(source.defaultModel());
        Path page = reporting
                .check(file, name, read)
                .orElseThrow(() ->
                        new IllegalArgumentException("--report none leaves nothing to do; name the file to write"));
        Model model = Model.load(file);
        ReadTable table = reading.read(source, model.pipeline().schemaWithTarget());
        List<UnseenCells> unseen = reading.warn(table, model, session);
        List<String> warnings = Stream.concat(table.warnings().stream(), UnseenCells.warnings(unseen).stream())
                .toList();
        RunReport report = RunReport.of(
                model,
                file.toString(),
                table.table(),
                warnings,
                TrainingControl.defaults().threads());
        reporting.write(page, language -> HtmlReport.page(report, language));
        session.tell("wrote " + page + ", " + TextReport.size(Files.size(page)) + "; open it in a browser");
        return 0;
    }
}
