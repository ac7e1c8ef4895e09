package dev.lamina.data;

import java.util.List;
import java.util.Optional;

/// The columns that a reader must find, by name, and how to read them: what a fitted pipeline expects of new
/// data.
///
/// @param fields in the order of the training data
/// @param missingWords cells that mean "missing" besides the empty one
public record Schema(List<Field> fields, List<String> missingWords) {

    public Schema {
        fields = List.copyOf(fields);
        missingWords = List.copyOf(missingWords);
    }

    /// What the cells of a column are read as.
    public enum Type {
        NUMBER,
        CATEGORY,
        TIME
    }

    /// One column.
    ///
    /// @param numbers how numbers are written where they are text; plain for a column of another type
    /// @param times how times are written where they are text; ISO 8601 for a column of another type
    public record Field(String name, Type type, NumberFormat numbers, TimeFormat times) {

        /// A column of plain numbers, of words, or of times in ISO 8601.
        public Field(String name, Type type) {
            this(name, type, NumberFormat.PLAIN, TimeFormat.YEAR_MONTH_DAY);
        }

        public static Field number(String name, NumberFormat format) {
            return new Field(name, Type.NUMBER, format, TimeFormat.YEAR_MONTH_DAY);
        }

        public static Field time(String name, TimeFormat format) {
            return new Field(name, Type.TIME, NumberFormat.PLAIN, format);
        }
    }

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
