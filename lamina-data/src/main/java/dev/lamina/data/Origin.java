package dev.lamina.data;

import org.jspecify.annotations.Nullable;

/// Where the rows of a table came from, for messages such as `train.csv:1042`.
///
/// @param source the file as the user named it, or a word such as `query`
/// @param lines the physical line, 1 for the first, on which each row starts; null where the source has no lines
public record Origin(String source, int @Nullable [] lines) {

    /// `train.csv:1042`, or `houses.parquet, row 17` where there are no lines.
    ///
    /// @param row 0 for the first
    public String of(int row) {
        return lines == null ? source + ", row " + (row + 1) : source + ":" + lines[row];
    }
}
