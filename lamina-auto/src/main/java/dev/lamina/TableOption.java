package dev.lamina;

import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.RowWeights;
import dev.lamina.tune.Configuration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing about a training on a table that a caller may fix: its name, what it means in sentences, and how
/// its value is read, checked and printed. [TableOptions] has them all. Immutable; equal to itself only.
///
/// @param <T> the type of its value
public final class TableOption<T> {

    private final String name;
    private final String label;
    private final String help;
    private final List<String> words;
    private final Function<String, T> reader;
    private final UnaryOperator<T> check;
    private final Function<T, String> printer;
    private final @Nullable BiFunction<TrainingSettings, T, TrainingSettings> effect;

    private TableOption(
            String name,
            String label,
            String help,
            List<String> words,
            Function<String, T> reader,
            UnaryOperator<T> check,
            Function<T, String> printer,
            @Nullable BiFunction<TrainingSettings, T, TrainingSettings> effect) {
        this.name = name;
        this.label = label;
        this.help = help;
        this.words = words;
        this.reader = reader;
        this.check = check;
        this.printer = printer;
        this.effect = effect;
    }

    /// The same option for something that is not there unless it is given, and then changes the settings in
    /// this way.
    TableOption<T> applied(BiFunction<TrainingSettings, T, TrainingSettings> effect) {
        return new TableOption<>(name, label, help, words, reader, check, printer, effect);
    }

    /// A whole number, 1 or more.
    static TableOption<Integer> count(String name, String help) {
        return new TableOption<>(
                name,
                "N",
                help,
                List.of(),
                TableOption::integer,
                value -> inRange(name, value, value >= 1, "1 or more"),
                String::valueOf,
                null);
    }

    /// A whole number, 2 or more.
    static TableOption<Integer> several(String name, String help) {
        return new TableOption<>(
                name,
                "N",
                help,
                List.of(),
                TableOption::integer,
                value -> inRange(name, value, value >= 2, "2 or more"),
                String::valueOf,
                null);
    }

    /// Any whole number.
    static TableOption<Long> integer(String name, String help) {
        Function<String, Long> reader = text -> read(text, Long::valueOf, "a long");
        return new TableOption<>(name, "N", help, List.of(), reader, value -> value, String::valueOf, null);
    }

    /// A positive number.
    static TableOption<Double> positive(String name, String label, String help) {
        return number(name, label, help, value -> value > 0, "a positive number");
    }

    /// A number of 0 or more.
    static TableOption<Double> zeroOrMore(String name, String label, String help) {
        return number(name, label, help, value -> value >= 0, "0 or more");
    }

    /// A number from 0 to less than 1.
    static TableOption<Double> fraction(String name, String label, String help) {
        return number(name, label, help, value -> value >= 0 && value < 1, "0 ≤ " + name + " < 1");
    }

    /// @param range of the value as a float, which training takes it as; besides it is finite
    private static TableOption<Double> number(
            String name, String label, String help, Predicate<Float> range, String expected) {
        return new TableOption<>(
                name,
                label,
                help,
                List.of(),
                text -> read(text, Double::valueOf, "a double"),
                value -> {
                    float taken = value.floatValue();
                    return inRange(name, value, range.test(taken) && taken < Float.MAX_VALUE, expected);
                },
                value -> Float.toString(value.floatValue()),
                null);
    }

    /// One of several things that have names.
    ///
    /// @param named gives the one of that name, or an IllegalArgumentException with those that there are
    static <T> TableOption<T> choice(
            String name, String help, List<T> all, Function<T, String> nameOf, Function<String, T> named) {
        List<String> words = all.stream().map(nameOf).toList();
        return new TableOption<>(name, "NAME", help, words, named, value -> value, nameOf, null);
    }

    /// A text, such as the name of a column.
    static TableOption<String> text(String name, String label, String help) {
        return new TableOption<>(
                name, label, help, List.of(), text -> text, value -> value, UnaryOperator.identity(), null);
    }

    /// A recipe with its settings.
    static TableOption<Configuration> recipe(String name, String label, String help) {
        return new TableOption<>(
                name,
                label,
                help,
                List.of(),
                Configuration::parse,
                RecipeSpace::checked,
                Configuration::toString,
                null);
    }

    /// What the weights of classes are.
    static TableOption<RowWeights> classWeights(String name, String label, String help) {
        return new TableOption<>(
                name, label, help, List.of(), ClassWeights::parse, value -> value, ClassWeights::print, null);
    }

    /// Whole numbers with commas between.
    static TableOption<List<Integer>> integers(
            String name, String label, String help, UnaryOperator<List<Integer>> check) {
        return new TableOption<>(
                name,
                label,
                help,
                List.of(),
                text -> Stream.of(text.split(",", -1)).map(TableOption::integer).toList(),
                check,
                values -> values.stream().map(String::valueOf).collect(Collectors.joining(",")),
                null);
    }

    /// Such as `learning-rate`: on the command line after two dashes, in a model's provenance as it is.
    public String name() {
        return name;
    }

    /// What stands for the value in a synopsis, such as `RATE`.
    public String label() {
        return label;
    }

    /// What it means, its range and its default, in sentences.
    public String help() {
        return help;
    }

    /// The values by name, where they have names; otherwise empty.
    public List<String> words() {
        return words;
    }

    /// The value that a text stands for.
    ///
    /// @throws NumberFormatException if a number is expected and the text is none
    /// @throws IllegalArgumentException if the value is out of its range, or none has that name
    public T parse(String text) {
        return checked(reader.apply(text));
    }

    /// The value as [#parse] reads it.
    public String print(T value) {
        return printer.apply(value);
    }

    /// The value, if it is in its range.
    T checked(T value) {
        return check.apply(value);
    }

    boolean isApplied() {
        return effect != null;
    }

    /// The settings with this value, for an option that is [#applied]; others leave them as they are.
    TrainingSettings apply(TrainingSettings settings, T value) {
        return effect == null ? settings : effect.apply(settings, value);
    }

    private static <T> T inRange(String name, T value, boolean inRange, String expected) {
        if (!inRange) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
        return value;
    }

    private static int integer(String text) {
        return read(text, Integer::valueOf, "an int");
    }

    private static <N> N read(String text, Function<String, N> reader, String type) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            NumberFormatException failure = new NumberFormatException("'" + text + "' is not " + type);
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
