package dev.lamina.io;

import dev.lamina.data.Schema;
import org.jspecify.annotations.Nullable;

/// What decides the kind of a column.
enum Typing {
    NUMBER,
    CATEGORY,
    TIME,

    /// All cells, which are text in a source without types.
    BY_TEXT,

    /// All cells, which are text in a source with types: there `007` is text on purpose.
    BY_STRING;

    /// @param type null if the cells decide
    static Typing of(Schema.@Nullable Type type) {
        return switch (type) {
            case null -> BY_STRING;
            case NUMBER -> NUMBER;
            case CATEGORY -> CATEGORY;
            case TIME -> TIME;
        };
    }
}
