package dev.lamina.cli;

import dev.lamina.TableTrainer;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.Schema;
import dev.lamina.data.TaskChoice;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance.Setting;
import dev.lamina.report.Language;
import dev.lamina.report.doctor.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the commands tell a person about a model, beyond what it prints itself.
final class TextReport {

    private static final int MOST_COLUMNS = 40;
    private static final int MOST_CATEGORIES = 8;

    private TextReport() {}

    /// One line for a task that the target's values leave room to doubt.
    static Optional<String> doubt(TableTrainer.Start start) {
        TaskChoice task = start.task();
        return task.isInDoubt()
                ? Optional.of(InWords.name(start.pipeline().target().name()) + " is predicted by "
                        + task.task().name().toLowerCase(Locale.ROOT) + " (" + start.taskReason() + ").")
                : Optional.empty();
    }

    /// One line before the first epoch.
    static String started(TableTrainer.Start start) {
        String shape = start.network().shape();
        String rows = InWords.count(start.trainingRows(), "row");
        String what = start.members() == 1 ? shape : start.members() + " networks, the first " + shape;
        String how = start.folds() == 1
                ? ", validating on " + InWords.count(start.validationRows(), "row")
                : " in " + start.folds() + " folds";
        return "Training " + what + " on " + rows + how + "; Ctrl-C keeps the best so far.";
    }

    /// The result of training.
    ///
    /// @param report the page that was written
    static String trained(Model model, Path file, long bytes, Optional<Path> report) {
        LabelledLines files = new LabelledLines().add("Model", path(file) + ", " + size(bytes));
        report.ifPresent(page -> files.add("Report", path(page)));
        return files + "\n" + model.summary();
    }

    private static String path(Path file) {
        return file.toString().replaceAll("\\p{Cntrl}", "?");
    }

    /// A line for each finding of the doctor, but for what a warning said before the training.
    static List<String> doctor(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !(finding instanceof Finding.TargetGivenAway))
                .map(finding -> "Doctor: " + finding.headline(Language.ENGLISH) + ". " + finding.text(Language.ENGLISH)
                        + " " + finding.advice(Language.ENGLISH))
                .toList();
    }

    /// All that the model knows of itself.
    static String info(Model model, Path file) {
        return new LabelledLines().add("Model", path(file)) + "\n" + model + "\n\n"
                + settings(model.provenance().training().settings()) + "\n\n"
                + columns(model.pipeline().columns());
    }

    /// `286 kB`, `2.3 MB`.
    static String size(long bytes) {
        return bytes < 1_000_000
                ? Math.ceilDiv(bytes, 1000) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// A line for each setting: what it is, and whether it was given or what it was chosen by.
    private static String settings(List<Setting> settings) {
        List<String> lines = new ArrayList<>(List.of("It was trained with:"));
        int name = longest(settings.stream().map(Setting::name));
        int value = longest(settings.stream().map(Setting::value));
        for (Setting setting : settings) {
            lines.add("  " + InWords.padded(InWords.name(setting.name()), name) + "  "
                    + InWords.padded(InWords.name(setting.value()), value) + "  "
                    + (setting.given() ? "given" : setting.reason().replaceAll("\\p{Cntrl}", "?")));
        }
        return String.join("\n", lines);
    }

    private static int longest(Stream<String> names) {
        return names.mapToInt(name -> InWords.name(name).length()).max().orElse(0);
    }

    private static String columns(List<FittedColumn> columns) {
        List<String> lines = new ArrayList<>(List.of("It expects " + InWords.count(columns.size(), "column") + ":"));
        List<FittedColumn> shown = columns.subList(0, Math.min(columns.size(), MOST_COLUMNS));
        int width = longest(shown.stream().map(FittedColumn::name));
        for (FittedColumn column : shown) {
            lines.add("  " + InWords.padded(InWords.name(column.name()), width) + "  " + description(column));
        }
        if (shown.size() < columns.size()) {
            lines.add("  … and " + (columns.size() - shown.size()) + " more; --json lists all");
        }
        return String.join("\n", lines);
    }

    private static String description(FittedColumn column) {
        String type = type(column.type());
        return column instanceof FittedColumn.Words words
                ? type + ": " + InWords.list(words.categories(), MOST_CATEGORIES)
                : type;
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case NUMBER -> "number";
            case CATEGORY -> "category";
            case TIME -> "date or time";
        };
    }
}
