package dev.lamina.model;

import dev.lamina.data.Column;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A component of a record as a word, null where it is missing or a number that is no category. Reading
/// allocates nothing.
@FunctionalInterface
interface WordSource {

    Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    @Nullable
    String read(Record row) throws Throwable;

    /// A source for strings, for enums by name, for booleans as `true` and `false`, and for numbers by value; empty for
    /// a component of another type, or of one that can give none of the categories.
    static @Nullable WordSource of(Method accessor, List<String> categories) {
        Class<?> type = accessor.getReturnType();
        if (type == String.class) {
            MethodHandle word = NumberSource.handle(accessor, String.class);
            return row -> (String) word.invokeExact(row);
        }
        if (type.isEnum()) {
            return ofEnum(accessor, categories);
        }
        NumberSource number = NumberSource.ofNumber(accessor);
        if (number == null) {
            return null;
        }
        return type == boolean.class || type == Boolean.class
                ? ofBoolean(number, categories)
                : ofNumber(number, categories);
    }

    private static @Nullable WordSource ofEnum(Method accessor, List<String> categories) {
        boolean known = Arrays.stream(accessor.getReturnType().getEnumConstants())
                .anyMatch(constant -> categories.contains(((Enum<?>) constant).name()));
        if (!known) {
            return null;
        }
        MethodHandle handle = NumberSource.handle(accessor, Enum.class);
        return row -> {
            Enum<?> constant = (Enum<?>) handle.invokeExact(row);
            return constant == null ? null : constant.name();
        };
    }

    private static @Nullable WordSource ofBoolean(NumberSource source, List<String> categories) {
        if (!categories.contains("true") && !categories.contains("false")) {
            return null;
        }
        return row -> {
            double truth = source.read(row);
            return Double.isNaN(truth) ? null : truth == 1 ? "true" : "false";
        };
    }

    private static @Nullable WordSource ofNumber(NumberSource source, List<String> categories) {
        NavigableMap<Double, String> words = new TreeMap<>();
        for (String category : categories) {
            numberOf(category).ifPresent(number -> words.put(number, category));
        }
        if (words.isEmpty()) {
            return null;
        }
        double[] numbers =
                words.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        String[] inOrder = words.values().toArray(String[]::new);
        return row -> {
            int index = Arrays.binarySearch(numbers, source.read(row));
            return index < 0 ? null : inOrder[index];
        };
    }

    /// The number that counts as that category where a table has a column of numbers; empty if none does.
    private static Optional<Double> numberOf(String category) {
        if (!NUMBER.matcher(category).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(category);
        List<String> word = Column.numbers("", number).toCategories().words();
        return word.equals(List.of(category)) ? Optional.of(number) : Optional.empty();
    }
}
