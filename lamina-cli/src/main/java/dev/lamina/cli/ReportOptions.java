package dev.lamina.cli;

import dev.lamina.report.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the report of a command goes, and in which language.
final class ReportOptions {

    private static final String NAME = "--report";

    private static final String NONE = "none";

    private static final String ENDING = ".report.html";

    @Option(
            names = NAME,
            paramLabel = "FILE|none",
            description =
                    "Where to write the report, a page to open in a browser. Default: beside the model, with a name"
                            + " that ends in .report.html.")
    private @Nullable String file;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "The language of the report: en for English or zh for Chinese. Default: en.")
    private String language = Language.ENGLISH.code();

    /// Where the report goes; empty if there is to be none. Beside a pipe there is none unless it was asked for.
    ///
    /// @param model beside which it is written
    /// @param name of the page without its ending
    /// @param others what the command reads or writes besides
    /// @throws IOException if it cannot be written
    Optional<Path> check(Path model, String name, List<Path> others) throws IOException {
        Language.named(language);
        boolean pipe = Files.exists(model) && !Files.isRegularFile(model);
        if (NONE.equals(file) || (file == null && pipe)) {
            return Optional.empty();
        }
        Path page = file == null ? model.resolveSibling(name + ENDING) : Path.of(file);
        OutputFile.checkOther(page, others, NAME);
        return Optional.of(page);
    }

    /// The name of a model's file without its ending.
    static String stem(Path model) {
        String name = String.valueOf(model.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /// Writes a page, all or nothing.
    void write(Path page, Function<Language, String> text) throws IOException {
        OutputFile.writePage(page, text.apply(Language.named(language)));
    }

    /// The same once a model is trained and saved: nothing of it is lost for a report that cannot be written.
    ///
    /// @return the page, if it was wanted and written
    Optional<Path> writeAfterTraining(Session session, Optional<Path> page, Function<Language, String> text) {
        try {
            if (page.isPresent()) {
                write(page.get(), text);
            }
            return page;
        } catch (IOException e) {
            session.warn(e.getMessage() + ": the report could not be written");
            return Optional.empty();
        }
    }
}
