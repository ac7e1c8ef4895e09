package dev.lamina.cli;

import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.TrainingResult;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.io.DataHash;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableReader;
import dev.lamina.model.Model;
import dev.lamina.report.doctor.Doctor;
import dev.lamina.report.doctor.Finding;
import dev.lamina.report.html.HtmlReport;
import dev.lamina.report.run.RunReport;
import dev.lamina.report.watch.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Trains a network on data and writes the model.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} DATA --target COLUMN [OPTION]...",
        sortOptions = false,
        description = {
            "Trains networks to predict one column from the others.",
            "What is not given is chosen; info shows what was chosen and why.",
            "Ctrl-C stops training and keeps the best epoch so far. Before one whole epoch",
            "nothing is written; a second Ctrl-C ends at once.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} samples/penguins.csv --target species",
            "  ${COMMAND-FULL-NAME} samples/cars.csv --target miles_per_gallon \\",
            "      --ignore name --layers 64,64 --time-budget 30s --model cars.safetensors",
            "  ${COMMAND-FULL-NAME} \"select * from 'sales.parquet' where year > 2020\" \\",
            "      --target price --config train.yaml",
        })
final class TrainCommand implements Callable<Integer> {

    private static final long LARGE_HEAP = 400L << 20;
    private static final long MUCH_GARBAGE = 200L << 20;

    private final Session session;

    /// Bytes in use after the last collection that was asked for.
    private long kept;

    private boolean kernelsTold;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description =
                    "The data: a file (CSV, Parquet, JSON or IDX images; also .gz), a folder or a quoted pattern of files,"
                            + " an SQL query, which can read every file that you can, or - for CSV or JSON on standard"
                            + " input.")
    private String data = "";

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to predict. IDX images with a file of labels beside them need none.")
    private @Nullable String target;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Where to write the model. Default: the name of the data with .safetensors, in this folder.")
    private @Nullable Path model;

    @Option(
            names = "--validation",
            paramLabel = "SHARE|DATA",
            description =
                    "What measures the network after every epoch: a share of the rows, which are then not trained on,"
                            + " or other data. Default: 0.2.")
    private @Nullable String validation;

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    @Option(
            names = ConfigFile.OPTION,
            paramLabel = "FILE",
            description = "A YAML or .properties file with options, such as epochs: 50. The command line wins over it.")
    private @Nullable Path config;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final ReportOptions reporting = new ReportOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    TrainCommand(Session session) {
        this.session = session;
    }

    /// The file with options for this training.
    @Nullable
    Path config() {
        return config;
    }

    @Override
    public Integer call() throws IOException {
        session.interruption().listen(session::tell);
        DataSource source = new DataSource(data, session.in());
        TableSettings settings = training.settings(targetColumn()).missingWords(reading.missing());
        TrainingControl control = training.control();
        Optional<Double> share = share(Objects.requireNonNullElse(validation, ""));
        if (share.isPresent()) {
            settings = settings.validation(share.get());
        }
        Path file = model == null ? source.defaultModel() : model;
        List<Path> others = alsoRead();
        OutputFile.checkModel(file, source, others);
        source.file().ifPresent(others::add);
        others.add(file);
        watch.check(others);
        Optional<Path> page = reporting.check(file, ReportOptions.stem(file), others);

        TableReader reader = reading.reader(source.standardInput(), training.labels(settings.target()));
        ReadTable read = reader.read(data);
        read.warnings().forEach(session::warn);
        Table table = reading.withoutIgnored(read.table());
        DataHash hash = read.hash().orElseThrow();
        TableTrainer trainer = TableTrainer.of(settings).dataSource(source.name(), hash.sha256(), hash.of());
        List<TrainingResult> results = new ArrayList<>();
        trainer.finished(results::add);
        Model trained;
        try (Watching watching = new Watching(session)) {
            if (validation == null || share.isPresent()) {
                trained = fit(trainer, control, watching, file, t -> t.fit(table));
            } else {
                ReadTable held = reader.read(validation, reading.schema(table, labels(settings, table)));
                held.warnings().forEach(session::warn);
                trained = fit(trainer, control, watching, file, t -> t.fit(table, held.table()));
            }
            watching.finished(trained.provenance());
        }
        if (trained.members().stream()
                .noneMatch(member -> member.network().history().getFirst().whole())) {
            Optional<Interruption.Request> request = session.interruption().requested();
            if (request.isPresent()) {
                session.tell("lamina: ended by " + request.get().inWords()
                        + " before one whole epoch was done; nothing was written");
                return request.get().exitCode();
            }
            session.warn("the time was used up before one whole epoch was done; set a longer --time-budget");
        }
        trained.save(file);
        TrainingResult result = results.getFirst();
        Optional<RunReport> report = page.map(_ -> RunReport.of(result, file.toString(), command(), control.threads()));
        List<Finding> findings = report.map(RunReport::findings).orElseGet(() -> Doctor.examine(result));
        TextReport.doctor(findings).forEach(session::tell);
        Optional<Path> written = reporting.writeAfterTraining(
                session, page, language -> HtmlReport.page(report.orElseThrow(), language));
        if (json) {
            session.print(JsonReport.trained(trained, file, written, findings));
        } else {
            session.print(TextReport.trained(trained, file, Files.size(file), written) + "\n\n" + next(file, source));
        }
        return 0;
    }

    /// The target, if its values are labels.
    private static Set<String> labels(TableSettings settings, Table table) {
        Task task = settings.task()
                .orElseGet(() -> Task.infer(table.require(settings.target())).task());
        return task == Task.CLASSIFICATION ? Set.of(settings.target()) : Set.of();
    }

    private String targetColumn() throws IOException {
        if (target != null) {
            return target;
        }
        return TableReader.defaultTarget(data)
                .orElseThrow(() -> new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "missing option --target COLUMN, the column to predict"));
    }

    private List<Path> alsoRead() {
        List<Path> read = new ArrayList<>();
        if (config != null) {
            read.add(config);
        }
        if (validation != null) {
            new DataSource(validation, session.in()).file().ifPresent(read::add);
        }
        return read;
    }

    private static Optional<Double> share(String validation) {
        try {
            return Optional.of(Double.valueOf(validation));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Fit {
        Model with(TableTrainer trainer);
    }

    private Model fit(TableTrainer trainer, TrainingControl control, Watching watching, Path file, Fit fit) {
        Progress progress = new Progress(session, control.timeBudget());
        Interruption interruption = session.interruption();
        trainer.warnings(session::warn)
                .started(start -> {
                    TextReport.doubt(start).ifPresent(session::tell);
                    session.tell(TextReport.started(start));
                    progress.start(start.metric(), start.members());
                    watching.start(begin(file, start.metric()));
                    interruption.stoppable();
                })
                .progress(report -> {
                    tellKernels();
                    progress.report(report);
                    keepSmall();
                })
                .watcher(watching::epoch)
                .control(control.stopWhen(() -> interruption.requested().isPresent()));
        try {
            return fit.with(trainer);
        } finally {
            progress.end();
        }
    }

    private SequencedMap<String, Watch> begin(Path file, Metric metric) {
        try {
            return watch.begin(String.valueOf(file.getFileName()), metric.label());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells them once, after the first epoch: before, it is not known how much work is to come.
    private void tellKernels() {
        if (!kernelsTold) {
            kernelsTold = true;
            session.tell("Kernels: " + Version.kernels() + ".");
        }
    }

    /// What a network needed for its start and its end is garbage. The collector would rather let the heap grow, as far
    /// as the memory of the machine goes.
    private void keepSmall() {
        if (Runtime.getRuntime().totalMemory() > LARGE_HEAP && used() > kept + MUCH_GARBAGE) {
            System.gc();
            kept = used();
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// The command as it was called.
    private String command() {
        return Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs().stream()
                .map(DataSource::quoted)
                .collect(Collectors.joining(" ", DataSource.quoted(session.command()) + " ", ""));
    }

    /// Commands to go on with, as they can be copied.
    private String next(Path file, DataSource source) {
        StringBuilder next = new StringBuilder("Next:");
        for (String line : new String[] {"info %s", "predict %s %s", "evaluate %s %s"}) {
            next.append("\n  ").append(DataSource.quoted(session.command())).append(' ');
            next.append(String.format(line, DataSource.quoted(file), source.argument()));
            if (!line.startsWith("info")) {
                reading.forLikeData().forEach(option -> next.append(' ').append(DataSource.quoted(option)));
            }
        }
        return next.toString();
    }
}
