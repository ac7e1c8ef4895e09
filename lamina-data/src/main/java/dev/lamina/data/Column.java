package dev.lamina.data;

import java.util.List;

/// A named column of a [Table]. Immutable: the arrays are shared with whoever made it and must not change.
public sealed interface Column {

    String name();

    int rows();

    boolean missing(int row);

    /// What the column holds, in a word for people: `number`, `category`, `boolean`, `date/time`.
    String kind();

    /// Numbers; NaN is missing. Infinities are values, and refused by the pipeline.
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean missing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public String kind() {
            return "number";
        }
    }

    /// Words: each row has the index of one in `words`, or −1 for missing. `words` are distinct, in the order in which they
    /// were first seen.
    record Categories(String name, int[] codes, List<String> words) implements Column {

        public Categories {
            words = List.copyOf(words);
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean missing(int row) {
            return codes[row] < 0;
        }

        @Override
        public String kind() {
            return "category";
        }
    }

    /// Moments in time: seconds since 1970-01-01T00:00, of the calendar and clock as written (no time zone); NaN is missing.
    record Times(String name, double[] epochSeconds) implements Column {
        @Override
        public int rows() {
            return epochSeconds.length;
        }

        @Override
        public boolean missing(int row) {
            return Double.isNaN(epochSeconds[row]);
        }

        @Override
        public String kind() {
            return "date/time";
        }
    }
}
