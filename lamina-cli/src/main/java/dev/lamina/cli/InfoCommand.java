package dev.lamina.cli;

import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a model is, expects, was trained with and reached.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {"Shows what a model expects and how it was trained.", ""},
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} penguins.safetensors",
            "  ${COMMAND-FULL-NAME} penguins.safetensors --json",
        })
final class InfoCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "MODEL", description = "A model that train wrote.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    InfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Model model = Model.load(file);
        if (json) {
            session.print(JsonReport.info(model));
        } else {
            session.print(TextReport.info(model, file));
        }
        return 0;
    }
}
