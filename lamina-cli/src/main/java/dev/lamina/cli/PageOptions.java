package dev.lamina.cli;

import dev.lamina.report.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The page that a command writes besides what it prints, if one is wanted.
final class PageOptions {

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the result as a page to open in a browser, too.")
    private @Nullable Path html;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "The language of the page: en for English or zh for Chinese. Default: en.")
    private String language = Language.ENGLISH.code();

    /// Finds out what cannot be written before any work is done.
    ///
    /// @param read what the command reads
    void check(List<Path> read) throws IOException {
        Language.named(language);
        if (html != null) {
            OutputFile.checkPage(html, read);
        }
    }

    /// Writes the page, if one is wanted, all or nothing.
    void write(Session session, Function<Language, String> text) throws IOException {
        if (html != null) {
            OutputFile.writePage(html, text.apply(Language.named(language)));
            session.tell("wrote " + html + ", " + TextReport.size(Files.size(html)) + "; open it in a browser");
        }
    }
}
