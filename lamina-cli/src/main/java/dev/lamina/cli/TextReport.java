package dev.lamina.cli;

import dev.lamina.Evaluation;
import dev.lamina.TableTrainer;
import dev.lamina.data.FittedColumn;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What the commands tell a person about a model: a label and a text on each line.
final class TextReport {

    private static final int LABEL = 12;
    private static final int TEXT = 88;
    private static final int MOST_COLUMNS = 40;
    private static final int MOST_CATEGORIES = 8;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Model model;
    private final Provenance.Training training;
    private final Provenance.Data data;

    TextReport(Model model) {
        this.model = model;
        this.training = model.provenance().training();
        this.data = model.provenance().data();
    }

    /// One line before the first epoch.
    static String started(TableTrainer.Start start) {
        return "Training " + Wording.widths(start.network()) + " on "
                + Wording.count(start.trainingRows(), "row") + ", validating on "
                + Wording.count(start.validationRows(), "row") + "; Ctrl-C keeps the best so far.";
    }

    /// The result of training.
    String trained(Path file, long bytes) {
        String seconds = Durations.text(model.network().history().getLast().elapsed());
        return lines(
                line("Model", file + ", " + Wording.bytes(bytes)),
                line("Task", Wording.task(model.pipeline().target())),
                line("Rows", rows()),
                line("Network", network()),
                line("Training", epochs(" in " + seconds)),
                metrics("Validation", training.metrics()),
                line("Parameters", "sha256 " + model.parametersHash()));
    }

    /// All that the model knows of itself.
    String info(Path file) {
        Provenance provenance = model.provenance();
        return lines(
                line("Model", file.toString()),
                line("Task", Wording.task(model.pipeline().target())),
                line("Network", network()),
                metrics("Validation", training.metrics()),
                line("Data", data.source() + (data.sha256().isEmpty() ? "" : ", sha256 " + data.sha256())),
                line("Rows", rows()),
                line("Training", epochs("") + "; seed " + training.seed()),
                line("Settings", settings()),
                line(
                        "Trained",
                        MINUTE.format(provenance.created()) + " by Lamina " + provenance.laminaVersion() + " on Java "
                                + provenance.javaVersion()),
                line("Parameters", "sha256 " + model.parametersHash()),
                "",
                columns());
    }

    String evaluated(Evaluation evaluation) {
        String numbers = lines(
                line("Task", Wording.task(model.pipeline().target())),
                line("Rows", String.format(Locale.ROOT, "%,d", evaluation.rows())),
                metrics("Result", evaluation.metrics()));
        return evaluation
                .confusion()
                .map(matrix -> numbers + "\n\n" + Confusions.text(matrix, model.labels()))
                .orElse(numbers);
    }

    /// A label and its text without what could steer a terminal, broken between words where it is long.
    private static String line(String label, String text) {
        StringBuilder lines = new StringBuilder(Wording.padded(label, LABEL));
        int width = 0;
        for (String word : text.replaceAll("\\p{Cntrl}", "?").split(" ", -1)) {
            if (width > 0 && width + 1 + word.length() > TEXT) {
                lines.append('\n').repeat(' ', LABEL);
                width = 0;
            } else if (width > 0) {
                lines.append(' ');
                width++;
            }
            lines.append(word);
            width += word.length();
        }
        return lines.toString();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    private String rows() {
        return String.format(
                Locale.ROOT, "%,d for training, %,d for validation", data.trainingRows(), data.validationRows());
    }

    private String network() {
        return Wording.widths(model.network().network()) + ", "
                + Wording.count(model.network().network().parameterCount(), "parameter");
    }

    private String epochs(String time) {
        return Wording.count(training.epochs(), "epoch") + time + ", the best was " + training.bestEpoch() + "; "
                + Wording.reason(training.stopReason());
    }

    private String metrics(String label, SequencedMap<String, Double> metrics) {
        String text = line(label, Wording.metrics(metrics));
        Double baseline = metrics.get("baseline");
        return baseline == null
                ? text
                : lines(text, line("Baseline", Wording.baseline(model.pipeline().target(), baseline)));
    }

    private String settings() {
        return training.settings().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String columns() {
        List<FittedColumn> columns = model.pipeline().columns();
        List<String> lines = new ArrayList<>(List.of("It expects " + Wording.count(columns.size(), "column") + ":"));
        List<FittedColumn> shown = columns.subList(0, Math.min(columns.size(), MOST_COLUMNS));
        int width = Wording.longest(shown.stream().map(FittedColumn::name).toList());
        for (FittedColumn column : shown) {
            lines.add("  " + Wording.padded(Wording.name(column.name()), width) + "  " + description(column));
        }
        if (shown.size() < columns.size()) {
            lines.add("  … and " + (columns.size() - shown.size()) + " more; --json lists all");
        }
        return String.join("\n", lines);
    }

    private static String description(FittedColumn column) {
        String type = Wording.type(column.type());
        return column instanceof FittedColumn.OneHot words
                ? type + ": " + Wording.list(words.categories(), MOST_CATEGORIES)
                : type;
    }
}
