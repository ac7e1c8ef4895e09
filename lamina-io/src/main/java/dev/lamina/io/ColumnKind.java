package dev.lamina.io;

import dev.lamina.data.NumberFormat;
import dev.lamina.data.TimeFormat;

/// What a column of text holds.
sealed interface ColumnKind {

    /// Words, whatever some of them look like.
    record Words() implements ColumnKind {}

    /// Numbers in this format; other cells are missing.
    record Numbers(NumberFormat format) implements ColumnKind {}

    /// Times in this format; other cells are missing.
    record Times(TimeFormat format) implements ColumnKind {}
}
