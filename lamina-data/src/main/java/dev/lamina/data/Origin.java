package dev.lamina.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Where the rows of a table came from, for messages such as `train.csv:1042`. A row keeps its origin when rows
/// are selected or files are joined. Immutable: the arrays are shared with whoever made it and must not change.
public sealed interface Origin {

    /// The rows of several sources, one source after the other.
    static Origin joined(List<Origin> parts) {
        int[] starts = new int[parts.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = Math.addExact(starts[i - 1], parts.get(i - 1).rows());
        }
        return new Joined(parts, starts);
    }

    int rows();

    /// The name of all sources together, such as `train.csv` or `2024.csv and 11 more`.
    String source();

    /// The place of one row, such as `train.csv:1042`, or `houses.parquet, row 17` where there are no lines.
    ///
    /// @param row 0 for the first
    String of(int row);

    /// The given rows in the given order.
    default Origin select(int[] rows) {
        return new Selected(this, rows);
    }

    /// A source with lines.
    ///
    /// @param source the file as the user named it
    /// @param lines the physical line, 1 for the first, on which each row starts
    record Lines(String source, int[] lines) implements Origin {

        @Override
        public int rows() {
            return lines.length;
        }

        @Override
        public String of(int row) {
            return source + ":" + lines[row];
        }
    }

    /// A source without lines; its rows are numbered from 1.
    ///
    /// @param source the file as the user named it, or a word such as `query`
    record Rows(String source, int rows) implements Origin {

        @Override
        public String of(int row) {
            return source + ", row " + (Objects.checkIndex(row, rows) + 1);
        }
    }

    /// Made by [Origin#joined].
    ///
    /// @param starts the row at which each part starts
    record Joined(List<Origin> parts, int[] starts) implements Origin {

        public Joined {
            parts = List.copyOf(parts);
            if (parts.isEmpty() || parts.size() != starts.length) {
                throw new IllegalArgumentException(
                        parts.size() + " parts with " + starts.length + " starts, expected 1 or more with as many");
            }
        }

        @Override
        public int rows() {
            return starts[starts.length - 1] + parts.getLast().rows();
        }

        @Override
        public String source() {
            String first = parts.getFirst().source();
            return parts.size() == 1 ? first : first + " and " + (parts.size() - 1) + " more";
        }

        @Override
        public String of(int row) {
            int part = starts.length - 1;
            while (starts[part] > row) {
                part--;
            }
            return parts.get(part).of(row - starts[part]);
        }
    }

    /// Made by [Origin#select].
    ///
    /// @param chosen rows of `all`
    record Selected(Origin all, int[] chosen) implements Origin {

        @Override
        public int rows() {
            return chosen.length;
        }

        @Override
        public String source() {
            return all.source();
        }

        @Override
        public String of(int row) {
            return all.of(chosen[row]);
        }

        @Override
        public Origin select(int[] rows) {
            return new Selected(all, Arrays.stream(rows).map(row -> chosen[row]).toArray());
        }
    }
}
