package dev.lamina.model;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.RowEncoder;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the components of a record as the numbers that the network reads. Immutable and thread-safe.
///
/// Reflection ends with the constructor: a call reads each component through a method handle of its exact type,
/// so that nothing is boxed or allocated.
final class RecordEncoder<R extends Record> {

    /// Writes one component as the numbers of its column.
    @FunctionalInterface
    private interface Writer {
        void write(Record row, float[] out, int offset) throws Throwable;
    }

    private final Writer[] writers;

    private RecordEncoder(List<Writer> writers) {
        this.writers = writers.toArray(Writer[]::new);
    }

    /// An encoder for records of a type.
    ///
    /// @throws IllegalArgumentException if a column has no component, or one of a type that does not suit it
    static <R extends Record> RecordEncoder<R> of(Class<R> type, RowEncoder encoder) {
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        // A component that has a column's very name is no other column's.
        List<RecordComponent> free = new ArrayList<>(components);
        for (int i = 0; i < encoder.columns(); i++) {
            String name = encoder.column(i).name();
            free.removeIf(component -> component.getName().equals(name));
        }
        List<Writer> writers = new ArrayList<>();
        List<FittedColumn> missing = new ArrayList<>();
        for (int i = 0; i < encoder.columns(); i++) {
            RecordComponent component = find(components, free, encoder.column(i).name());
            free.remove(component);
            if (component == null) {
                missing.add(encoder.column(i));
            } else {
                writers.add(writer(accessor(type, component), encoder, i));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("record " + type.getSimpleName() + " lacks "
                    + missing.stream()
                            .map(column -> "\"" + column.name() + "\" (" + expected(column) + ")")
                            .collect(Collectors.joining(", "))
                    + "; it has "
                    + components.stream().map(RecordComponent::getName).collect(Collectors.joining(", ")));
        }
        return new RecordEncoder<>(writers);
    }

    /// The component of that name; else the one component among those not yet matched whose name differs in nothing but
    /// case and punctuation.
    private static @Nullable RecordComponent find(
            List<RecordComponent> components, List<RecordComponent> free, String column) {
        for (RecordComponent component : components) {
            if (component.getName().equals(column)) {
                return component;
            }
        }
        List<RecordComponent> alike = free.stream()
                .filter(component -> letters(component.getName()).equals(letters(column)))
                .toList();
        if (alike.size() > 1) {
            throw new IllegalArgumentException("the components "
                    + alike.stream().map(RecordComponent::getName).collect(Collectors.joining(" and "))
                    + " could both be the column \"" + column + "\"; rename one of them");
        }
        return alike.isEmpty() ? null : alike.getFirst();
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static Writer writer(Method accessor, RowEncoder encoder, int column) {
        FittedColumn fitted = encoder.column(column);
        if (fitted instanceof FittedColumn.Words words) {
            WordSource word = WordSource.of(accessor, words.categories());
            if (word == null) {
                throw unsuited(accessor, fitted);
            }
            return (row, out, offset) -> encoder.category(column, word.read(row), out, offset);
        }
        NumberSource number = fitted instanceof FittedColumn.TimeParts
                ? NumberSource.ofTime(accessor)
                : NumberSource.ofNumber(accessor);
        if (number == null) {
            throw unsuited(accessor, fitted);
        }
        return (row, out, offset) -> encoder.number(column, number.read(row), out, offset);
    }

    private static IllegalArgumentException unsuited(Method accessor, FittedColumn column) {
        return new IllegalArgumentException("component " + accessor.getName() + " is of type "
                + accessor.getReturnType().getSimpleName() + ", column \"" + column.name() + "\" expects "
                + expected(column));
    }

    private static String expected(FittedColumn column) {
        return switch (column) {
            case FittedColumn.TimeParts _ -> "a LocalDateTime, LocalDate or Instant";
            case FittedColumn.Quantity _ -> "a double or another number";
            case FittedColumn.Words words ->
                "a String, or a type that has words such as "
                        + words.categories().getFirst();
        };
    }

    private static Method accessor(Class<?> type, RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "record " + type.getName()
                            + " is closed to Lamina; make it public in an exported package, or add opens "
                            + type.getPackageName() + " to dev.lamina.model to the module-info of its module",
                    e);
        }
        return accessor;
    }

    /// Writes a row.
    ///
    /// @param out receives the numbers
    /// @param offset where the row starts in `out`
    /// @throws dev.lamina.data.DataException if a number is infinite
    void encode(R row, float[] out, int offset) {
        Objects.requireNonNull(row, "row");
        try {
            for (Writer writer : writers) {
                writer.write(row, out, offset);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of " + row.getClass().getName() + " threw", e);
        }
    }
}
