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
    public record Field(String name, Type type) {}

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
