package dev.lamina.cli;

import dev.lamina.model.Model;
import dev.lamina.report.HtmlTrace;
import dev.lamina.report.Language;
import dev.lamina.report.MarkdownTrace;
import dev.lamina.report.TextTrace;
import dev.lamina.report.trace.Trace;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.Tracer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows every number of a training step beside its formula.
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = {
            "${COMMAND-FULL-NAME} --widths WIDTHS --x NUMBERS [--y NUMBERS] [OPTION]...",
            "       ${COMMAND-FULL-NAME} MODEL DATA [OPTION]..."
        },
        sortOptions = false,
        description = {
            "Shows every number of a training step, with its formula.",
            "The forward pass, the loss, the error of every layer, every gradient beside the",
            "numeric one, and the update: for a network of given widths, or for a model and",
            "a few rows.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} --widths 4,3,4,3 --activation sigmoid --loss squared-error \\",
            "      --x 1,2,3,4 --y 0,1,0",
            "  ${COMMAND-FULL-NAME} --weights net.json --batch samples.csv --steps 3",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv --html step.html",
        })
final class TraceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model that train wrote.")
    private @Nullable Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "The data for the model, of which the first " + TracedRows.MAX_ROWS + " rows are shown.")
    private @Nullable String data;

    @Option(
            names = "--member",
            paramLabel = "N",
            description = "Which network of a model of several is traced, from 1. Default: 1.")
    private @Nullable Integer member;

    @Mixin
    private final TracedNetwork network = new TracedNetwork();

    @Mixin
    private final UpdateOptions update = new UpdateOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--markdown", description = "Print Markdown with LaTeX, as GitHub shows it.")
    private boolean markdown;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one HTML page instead, with the network drawn and steps to click through.")
    private @Nullable Path html;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "The language of the words: en for English or zh for Chinese. Default: en.")
    private String language = Language.ENGLISH.code();

    @Option(
            names = "--digits",
            paramLabel = "N",
            description = "How many significant digits are shown, 1 to 17; 17 show every number exactly. Default: 6.")
    private int digits = 6;

    TraceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Language words = Language.named(language);
        if (html != null) {
            checkPage(html);
        }
        Trace trace = Tracer.trace(settings(), update.steps());
        if (html != null) {
            OutputFile.writePage(html, HtmlTrace.page(trace, words));
            session.tell("wrote " + html + "; open it in a browser");
            return 0;
        }
        session.print(markdown ? MarkdownTrace.render(trace, words, digits) : TextTrace.render(trace, words, digits));
        return 0;
    }

    private void checkPage(Path page) throws IOException {
        if (markdown) {
            throw new IllegalArgumentException("both --html and --markdown are given; leave one out");
        }
        List<Path> read = new ArrayList<>(network.files());
        if (model != null && data != null) {
            read.add(model);
            new DataSource(data, session.in()).file().ifPresent(read::add);
        }
        OutputFile.checkPage(page, read);
    }

    private TraceSettings settings() throws IOException {
        if (model == null) {
            if (member != null) {
                throw new IllegalArgumentException("--member is for a model; name its file and rows, or leave it out");
            }
            return network.settings(update.update(), reading);
        }
        network.refuseBesideModel();
        if (data == null) {
            throw new IllegalArgumentException("a model needs rows to trace; name a file of them after " + model);
        }
        return TracedRows.read(Model.load(model), member == null ? 1 : member, model, data, reading, session)
                .settings(update.update());
    }
}
