package dev.lamina.io;

import dev.lamina.data.Schema;
import org.jspecify.annotations.Nullable;

/// What decides the type of a column.
enum Typing {
    NUMBER,
    CATEGORY,
    TIME,

    /// The first value, which has a type in its source.
    BY_FIRST_VALUE,

    /// All cells, which are text.
    BY_TEXT;

    /// @param type null if the first value decides
    static Typing of(Schema.@Nullable Type type) {
        return switch (type) {
            case null -> BY_FIRST_VALUE;
            case NUMBER -> NUMBER;
            case CATEGORY -> CATEGORY;
            case TIME -> TIME;
        };
    }
}
