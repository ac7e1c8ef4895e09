package dev.lamina.cli;

import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTuner;
import dev.lamina.TrainingResult;
import dev.lamina.TuneResult;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Table;
import dev.lamina.io.DataHash;
import dev.lamina.io.ReadTable;
import dev.lamina.report.doctor.Doctor;
import dev.lamina.report.doctor.Finding;
import dev.lamina.report.html.HtmlReport;
import dev.lamina.report.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Searches for good settings and writes the model that has them.
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} DATA --target COLUMN [OPTION]...",
        sortOptions = false,
        description = {
            "Searches for the settings that predict one column best.",
            "A trial is a recipe with settings, judged on folds; the first one has the defaults.",
            "The best one is trained as train would. Ctrl-C ends the search and keeps the best so",
            "far; the same command goes on where a search was ended or killed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} samples/penguins.csv --target species",
            "  ${COMMAND-FULL-NAME} samples/cars.csv --target miles_per_gallon \\",
            "      --ignore name --trials 60 --time-budget 10m",
        })
final class TuneCommand implements Callable<Integer> {

    /// What a training with the result takes from the command line, besides the data and what it reads.
    private static final List<String> OF_SEARCH =
            List.of("--trials", "--recipes", "--time-budget", "--threads", "--journal", "--model", "--json", "--debug");

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description =
                    "The data: a file, a folder, a quoted pattern of files, an SQL query, or -, as train takes it.")
    private String data = "";

    @Option(names = "--target", paramLabel = "COLUMN", required = true, description = "The column to predict.")
    private String target = "";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Where to write the model. Default: the name of the data with .safetensors, in this folder.")
    private @Nullable Path model;

    @Option(names = "--trials", paramLabel = "N", description = "How many configurations are tried. Default: 40.")
    private int trials = TableTuner.TRIALS;

    @Option(
            names = "--recipes",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "Which recipes are searched, with commas between: realmlp, tabm-mini, plain. Default: all.")
    private List<String> recipes = List.of();

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Where every finished training is remembered. Default: the name of the model with .tune.jsonl.")
    private @Nullable Path journal;

    @Mixin
    private final TrainingOptions training = new TrainingOptions(List.of(
            TableOptions.METRIC,
            TableOptions.FOLDS,
            TableOptions.REPEATS,
            TableOptions.GROUP,
            TableOptions.TIME,
            TableOptions.WEIGHT,
            TableOptions.CLASS_WEIGHT,
            TableOptions.EPOCHS,
            TableOptions.BATCH_SIZE,
            TableOptions.SEED));

    @Mixin
    private final ReportOptions reporting = new ReportOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    TuneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Interruption interruption = session.interruption();
        interruption.listen(session::tell);
        DataSource source = new DataSource(data, session.in());
        TableSettings settings = training.settings(target).missingWords(reading.missing());
        TrainingControl control =
                training.control().stopWhen(() -> interruption.requested().isPresent());
        Path file = model == null ? source.defaultModel() : model;
        Path remembered = journal == null ? besides(file) : journal;
        TableTuner tuner =
                TableTuner.of(settings).trials(trials).control(control).journal(remembered);
        if (!recipes.isEmpty()) {
            tuner.recipes(recipes);
        }
        OutputFile.checkModel(file, source, List.of());
        List<Path> others = new ArrayList<>(List.of(file));
        source.file().ifPresent(others::add);
        OutputFile.checkOther(remembered, others, "--journal");
        others.add(remembered);
        Optional<Path> page = reporting.check(file, ReportOptions.stem(file), others);

        ReadTable read =
                reading.reader(source.standardInput(), training.labels(target)).read(data);
        read.warnings().forEach(session::warn);
        Table table = reading.withoutIgnored(read.table());
        DataHash hash = read.hash().orElseThrow();
        TuneProgress progress = new TuneProgress(session, trials);
        List<TrainingResult> trainings = new ArrayList<>();
        Optional<TuneResult> result;
        try {
            result = tuner.finished(trainings::add)
                    .dataSource(source.name(), hash.sha256(), hash.of())
                    .warnings(session::warn)
                    .started(start -> {
                        progress.start(start);
                        interruption.stoppable("the best trial so far is trained to its end, if one is done");
                    })
                    .progress(progress::trial)
                    .fit(table);
        } finally {
            progress.end();
        }
        if (result.isEmpty()) {
            return nothing();
        }
        result.get().model().save(file);
        String again = trainCommand(result.get(), file, source);
        TrainingResult best = trainings.getFirst();
        Optional<RunReport> report = page.map(_ -> RunReport.of(best, file.toString(), again, control.threads()));
        List<Finding> findings = report.map(RunReport::findings).orElseGet(() -> Doctor.examine(best));
        TextReport.doctor(findings).forEach(session::tell);
        Optional<Path> written = reporting.writeAfterTraining(
                session, page, language -> HtmlReport.page(report.orElseThrow(), result.get(), language));
        if (json) {
            session.print(TuneReport.json(result.get(), file, written, findings));
        } else {
            session.print(TuneReport.text(result.get(), file, Files.size(file), written) + "\n\nNext:\n  " + again
                    + "\n  " + DataSource.quoted(session.command()) + " info " + DataSource.quoted(file));
        }
        return 0;
    }

    private static Path besides(Path model) {
        String name = String.valueOf(model.getFileName()).replaceFirst("\\.safetensors$", "");
        return model.resolveSibling(name + ".tune.jsonl");
    }

    private int nothing() {
        Optional<Interruption.Request> request = session.interruption().requested();
        if (request.isPresent()) {
            session.tell("lamina: ended by " + request.get().inWords()
                    + " before one training was done; no model was written");
            return request.get().exitCode();
        }
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "the time was used up before one training was done; set a longer --time-budget");
    }

    /// The command that trains the same model.
    private String trainCommand(TuneResult result, Path file, DataSource source) {
        StringBuilder command = new StringBuilder(DataSource.quoted(session.command()))
                .append(" train ")
                .append(source.argument());
        Set<String> left = Set.copyOf(OF_SEARCH);
        for (OptionSpec option :
                Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions()) {
            if (!left.contains(option.longestName())) {
                option.originalStringValues()
                        .forEach(value -> command.append(' ')
                                .append(option.longestName())
                                .append(' ')
                                .append(DataSource.quoted(value)));
            }
        }
        return command.append(" --recipe ")
                .append(DataSource.quoted(result.recipe().toString()))
                .append(" --model ")
                .append(DataSource.quoted(file))
                .toString();
    }
}
