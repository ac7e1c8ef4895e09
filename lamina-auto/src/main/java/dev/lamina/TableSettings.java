package dev.lamina;

import dev.lamina.data.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a caller fixes about a training on a table; everything else is chosen when the data is known.
/// Immutable: each method that sets something gives a changed copy, and refuses what is out of its range.
///
///     TableSettings.forTarget("price").with(LAYERS, List.of(64, 64)).with(EPOCHS, 50)
public final class TableSettings {

    private final String target;
    private final Optional<Task> task;
    private final List<String> missingWords;
    private final OptionalDouble validation;
    private final Map<TableOption<?>, Object> given;

    private TableSettings(
            String target,
            Optional<Task> task,
            List<String> missingWords,
            OptionalDouble validation,
            Map<TableOption<?>, Object> given) {
        this.target = Objects.requireNonNull(target, "target");
        this.task = task;
        this.missingWords = List.copyOf(missingWords);
        this.validation = validation;
        this.given = Map.copyOf(given);
    }

    /// Nothing fixed but the column to predict.
    public static TableSettings forTarget(String column) {
        return new TableSettings(column, Optional.empty(), List.of(), OptionalDouble.empty(), Map.of());
    }

    /// Classification or regression; without it the target's values decide, see [Task#infer].
    public TableSettings task(Task task) {
        return new TableSettings(
                target, Optional.of(Objects.requireNonNull(task, "task")), missingWords, validation, given);
    }

    /// Words that meant "missing" when the table was read, so that new data is read alike.
    public TableSettings missingWords(List<String> words) {
        return new TableSettings(target, task, words, validation, given);
    }

    /// The share of rows that validates where there is no table of its own for it, in (0, 1); 0.2 if it is
    /// not set.
    public TableSettings validation(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("validation is " + share + ", expected 0 < validation < 1");
        }
        return new TableSettings(target, task, missingWords, OptionalDouble.of(share), given);
    }

    /// Fixes one of the [TableOptions].
    ///
    /// @throws IllegalArgumentException if the value is out of the option's range
    public <T> TableSettings with(TableOption<T> option, T value) {
        Map<TableOption<?>, Object> more = new HashMap<>(given);
        more.put(option, option.checked(Objects.requireNonNull(value, option.name())));
        return new TableSettings(target, task, missingWords, validation, more);
    }

    /// Fixes one of the [TableOptions] by the text of its value, as the command line does.
    ///
    /// @throws IllegalArgumentException if the text stands for no value, or one out of the option's range
    public <T> TableSettings withText(TableOption<T> option, String text) {
        return with(option, option.parse(text));
    }

    public String target() {
        return target;
    }

    public Optional<Task> task() {
        return task;
    }

    public List<String> missingWords() {
        return missingWords;
    }

    public double validation() {
        return validation.orElse(TableDefaults.VALIDATION);
    }

    /// Whether a share of rows is to be held out of all training, since the caller has set it.
    boolean holdsOut() {
        return validation.isPresent();
    }

    /// What is fixed of an option, or empty if it is to be chosen.
    @SuppressWarnings("unchecked") // with() puts nothing but a T below a TableOption<T>.
    public <T> Optional<T> given(TableOption<T> option) {
        return Optional.ofNullable((T) given.get(option));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableSettings settings
                && target.equals(settings.target)
                && task.equals(settings.task)
                && missingWords.equals(settings.missingWords)
                && validation.equals(settings.validation)
                && given.equals(settings.given);
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, task, missingWords, validation, given);
    }

    /// The target and what is fixed of the options, in one line.
    @Override
    public String toString() {
        return TableOptions.all().stream()
                .flatMap(option -> text(option).map(value -> option + " " + value).stream())
                .collect(Collectors.joining(", ", "target " + target + ": ", ""));
    }

    /// What is fixed of an option as text, or empty if it is to be chosen.
    <T> Optional<String> text(TableOption<T> option) {
        return given(option).map(option::print);
    }
}
