package dev.lamina.cli;

import dev.lamina.TableOption;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How to train. Most options are those of [TableOptions], which says what they mean; what is not given is chosen.
final class TrainingOptions {

    private enum TaskChoice {
        AUTO,
        CLASSIFICATION,
        REGRESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static final class Reader implements ITypeConverter<TaskChoice> {
            @Override
            public TaskChoice convert(String text) {
                return Arrays.stream(values())
                        .filter(choice -> choice.toString().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                "'" + text + "' is none of auto, classification and regression"));
            }
        }
    }

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = TaskChoice.Reader.class,
            description = "What to predict: a class by classification, a number by regression. With auto the values of"
                    + " the target decide. Default: auto.")
    private TaskChoice task = TaskChoice.AUTO;

    @Mixin
    private final CommandSpec table;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Training ends after this time, such as 90s, 5m or 1h30m, with the best result so far."
                    + " Default: no limit.")
    private @Nullable Duration timeBudget;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads compute. The model does not depend on it. Default: one for every core.")
    private @Nullable Integer threads;

    private final List<TableOption<?>> options;

    /// All options of a training.
    TrainingOptions() {
        this(TableOptions.all());
    }

    /// Those that a command takes.
    TrainingOptions(List<TableOption<?>> options) {
        this.options = options;
        table = CommandSpec.create();
        options.forEach(option -> table.addOption(optionSpec(option)));
    }

    private static OptionSpec optionSpec(TableOption<?> option) {
        ITypeConverter<String> converter = text -> withReadableNumbers(option, text);
        return OptionSpec.builder("--" + option.name())
                .paramLabel(option.label())
                .description(option.help())
                .type(String.class)
                .converters(converter)
                .completionCandidates(option.words())
                .build();
    }

    /// Refuses what is no number where one is expected. Ranges and names are the settings' to judge.
    private static String withReadableNumbers(TableOption<?> option, String text) {
        try {
            option.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(e.getMessage());
        } catch (IllegalArgumentException e) {
            return text;
        }
        return text;
    }

    /// @throws IllegalArgumentException naming what is out of its range, or unknown
    TableSettings settings(String target) {
        TableSettings settings = TableSettings.forTarget(target);
        settings = switch (task) {
            case AUTO -> settings;
            case CLASSIFICATION -> settings.task(Task.CLASSIFICATION);
            case REGRESSION -> settings.task(Task.REGRESSION);
        };
        for (TableOption<?> option : options) {
            String text = table.findOption("--" + option.name()).getValue();
            if (text != null) {
                settings = settings.withText(option, text);
            }
        }
        return settings;
    }

    /// The target as a column to read as words, since the labels of a classification are those of the file: `007` and
    /// `1.10`. Empty where its values are to decide the task.
    Set<String> labels(String target) {
        return task == TaskChoice.CLASSIFICATION ? Set.of(target) : Set.of();
    }

    /// @throws IllegalArgumentException naming what is out of its range
    TrainingControl control() {
        TrainingControl control = TrainingControl.defaults();
        if (timeBudget != null) {
            control = control.timeBudget(timeBudget);
        }
        return threads == null ? control : control.threads(threads);
    }
}
