package dev.lamina.cli;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.DataException;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Table;
import dev.lamina.data.UnseenCells;
import dev.lamina.explain.CounterfactualSettings;
import dev.lamina.explain.Goal;
import dev.lamina.explain.Importance;
import dev.lamina.explain.RowExplanation;
import dev.lamina.explain.ShapleySettings;
import dev.lamina.io.ColumnNames;
import dev.lamina.io.ReadTable;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import dev.lamina.report.html.HtmlExplanation;
import dev.lamina.report.run.Drivers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what drives a model, or its predictions for single rows.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} MODEL DATA [--rows ROWS] [OPTION]...",
        sortOptions = false,
        description = {
            "Shows what drives a model or single predictions.",
            "For data whose target is known: how much worse predictions become when a column",
            "is permuted, and how they depend on the strongest columns; best with rows that",
            "the model was not trained on.",
            "With --rows: what each column adds to the predictions for these rows, and what",
            "would have to change for another one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv",
            "  ${COMMAND-FULL-NAME} penguins.safetensors samples/penguins.csv --rows 1,5-7",
            "  ${COMMAND-FULL-NAME} houses.safetensors new.csv --rows 3 --background houses.csv \\",
            "      --reach 250000 --fixed living-area",
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int MOST_ROWS = 100;

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
            names = "--rows",
            paramLabel = "ROWS",
            description = "The rows to explain, counted from 1, such as 1,5-7, or all; at most " + MOST_ROWS + ".")
    private @Nullable String rows;

    @Option(
            names = "--class",
            paramLabel = "LABEL",
            description = "The class whose probability is explained, and which is to be predicted after a change."
                    + " Default: the predicted one, and any other.")
    private @Nullable String label;

    @Option(
            names = "--reach",
            paramLabel = "VALUE",
            description = "Where numbers are predicted: the value that is to be predicted after a change, or one beyond"
                    + " it. Default: no change is searched for.")
    private @Nullable Double value;

    @Option(
            names = "--fixed",
            paramLabel = "COLUMNS",
            hideParamSyntax = true,
            description = "Columns that cannot change, with commas between.")
    private List<String> fixed = List.of();

    @Option(
            names = "--background",
            paramLabel = "DATA",
            description =
                    "The rows that others are compared with and changes come from, best those of training; of more than"
                            + " 100 some are drawn for the comparison. Default: the data.")
    private @Nullable String background;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all that is drawn. Default: 0.")
    private long seed;

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> read = new ArrayList<>(List.of(file));
        new DataSource(data, session.in()).file().ifPresent(read::add);
        page.check(read);
        Model model = Model.load(file);
        if (rows == null) {
            refuseOptionsOfRows();
            explain(model);
        } else {
            explain(model, rows);
        }
        return 0;
    }

    private void refuseOptionsOfRows() {
        String option = label != null
                ? "--class"
                : value != null ? "--reach" : !fixed.isEmpty() ? "--fixed" : background != null ? "--background" : null;
        if (option != null) {
            throw new IllegalArgumentException(option + " is for single predictions; say which with --rows");
        }
    }

    private void explain(Model model) throws IOException {
        FittedPipeline pipeline = model.pipeline();
        ReadTable read = reading.read(new DataSource(data, session.in()), pipeline.schemaWithTarget());
        Table table = Examples.of(read.table(), pipeline.target().name(), pipeline.task())
                .table();
        Drivers drivers = Drivers.of(
                List.of(new ModelRows(model, table)),
                model,
                table,
                seed,
                TrainingControl.defaults().threads());
        Importance importance = drivers.importance()
                .orElseThrow(() -> new DataException(
                        table.origin().source() + " has a single row to judge by, a permutation needs 2 or more"));
        List<UnseenCells> unseen = reading.warn(read, model, session);
        page.write(session, language -> HtmlExplanation.page(drivers, file.toString(), language));
        if (json) {
            session.print(ExplanationJson.of(importance, drivers.dependences(), unseen));
        } else {
            session.print(ExplanationText.of(importance, drivers.dependences()));
        }
    }

    private void explain(Model model, String text) throws IOException {
        ReadTable read = reading.read(
                new DataSource(data, session.in()), model.pipeline().schema());
        Table table = read.table();
        int[] numbers = RowNumbers.parse(text, table.rows(), table.origin().source(), MOST_ROWS);
        Table others = background == null ? table : background(model, background);
        ShapleySettings contributions = ShapleySettings.defaults().seed(seed);
        Optional<Goal> goal = goal(model);
        List<RowExplanation> explained = RowExplanation.of(
                model,
                others,
                table.select(numbers),
                label == null ? contributions : contributions.label(label),
                goal.map(wanted -> CounterfactualSettings.of(wanted)
                        .fixed(List.copyOf(new ColumnNames(fixed).in(table.names())))));
        List<UnseenCells> unseen = reading.warn(read, model, session);
        page.write(session, language -> HtmlExplanation.page(explained, file.toString(), language));
        if (json) {
            session.print(ExplanationJson.of(numbers, explained, unseen));
        } else {
            session.print(ExplanationText.of(explained, goal));
        }
    }

    private Table background(Model model, String source) throws IOException {
        ReadTable read = reading.read(
                new DataSource(source, session.in()), model.pipeline().schema());
        read.warnings().forEach(session::warn);
        return read.table();
    }

    /// What is to be predicted after a change; empty for a number without one that is asked for.
    private Optional<Goal> goal(Model model) {
        if (value != null) {
            return Optional.of(new Goal.Reach(value));
        }
        if (model.labels().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(label == null ? new Goal.AnotherLabel() : new Goal.Label(label));
    }
}
