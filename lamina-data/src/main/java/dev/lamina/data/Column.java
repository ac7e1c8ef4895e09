package dev.lamina.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A named column of a [Table]. Immutable: the arrays are shared with whoever made it and must not change.
public sealed interface Column {

    /// A column of numbers, NaN for missing.
    static Numbers numbers(String name, double... values) {
        return new Numbers(name, values);
    }

    /// A column of words, null for missing.
    static Categories categories(String name, @Nullable String... words) {
        Map<String, Integer> known = new LinkedHashMap<>();
        int[] codes = new int[words.length];
        for (int row = 0; row < words.length; row++) {
            String word = words[row];
            codes[row] = word == null ? Categories.MISSING : code(word, known);
        }
        return new Categories(name, codes, List.copyOf(known.keySet()));
    }

    private static int code(String word, Map<String, Integer> known) {
        Integer code = known.putIfAbsent(word, known.size());
        return code == null ? known.size() - 1 : code;
    }

    String name();

    int rows();

    boolean missing(int row);

    /// What the column holds, in a word for people: `number`, `category`, `date/time`.
    String kind();

    /// The cell for people: a number as it was written where that is known, a time in ISO 8601; empty for missing.
    default String text(int row) {
        if (missing(row)) {
            return "";
        }
        return switch (this) {
            case Numbers numbers ->
                numbers.written() == null
                        ? ValueText.number(numbers.values()[row])
                        : numbers.written().text(row);
            case Categories words -> words.words().get(words.codes()[row]);
            case Times times -> ValueText.time(times.epochSeconds()[row], times.format());
        };
    }

    /// How the column is read from other data like this.
    default Schema.Field field() {
        return switch (this) {
            case Numbers numbers -> Schema.Field.number(name(), numbers.format());
            case Categories _ -> new Schema.Field(name(), Schema.Type.CATEGORY);
            case Times times -> Schema.Field.time(name(), times.format());
        };
    }

    /// The given rows in the given order.
    Column select(int[] rows);

    /// Numbers; NaN is missing. Infinities are values, and refused by the pipeline.
    ///
    /// @param format in which they were written
    /// @param written the cells as they were written, if that is known: `1.10` and `1.1` are one number, but may be
    ///     two words
    record Numbers(
            String name,
            double[] values,
            NumberFormat format,
            @Nullable Categories written) implements Column {

        /// Plain numbers.
        public Numbers(String name, double[] values) {
            this(name, values, NumberFormat.PLAIN, null);
        }

        /// @throws IllegalArgumentException if there are not as many written cells as values
        public Numbers {
            if (written != null && written.rows() != values.length) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " has " + values.length
                        + " numbers, but " + written.rows() + " written cells");
            }
        }

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

        @Override
        public Numbers select(int[] rows) {
            return new Numbers(
                    name,
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(),
                    format,
                    written == null ? null : written.select(rows));
        }

        /// The numbers as words: as they were written; where that is not known whole ones without a point (`3`, also
        /// for 3.0 and, as `0`, for −0.0), others as Java prints them.
        public Categories toCategories() {
            if (written != null) {
                return written;
            }
            Map<String, Integer> known = new LinkedHashMap<>();
            int[] codes = new int[values.length];
            for (int row = 0; row < values.length; row++) {
                codes[row] = missing(row) ? Categories.MISSING : code(ValueText.number(values[row]), known);
            }
            return new Categories(name, codes, List.copyOf(known.keySet()));
        }
    }

    /// Words: each row has the index of one in `words`, or −1 for missing. `words` are distinct, in the order
    /// in which they were first seen; not every one need occur.
    record Categories(String name, int[] codes, List<String> words) implements Column {

        static final int MISSING = -1;

        /// @throws IllegalArgumentException if a code has no word or a word comes twice
        public Categories {
            words = List.copyOf(words);
            for (int code : codes) {
                if (code < MISSING || code >= words.size()) {
                    throw new IllegalArgumentException("column " + NameText.quote(name) + " has the code " + code
                            + ", expected -1 to " + (words.size() - 1));
                }
            }
            if (new HashSet<>(words).size() < words.size()) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " lists a word twice");
            }
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean missing(int row) {
            return codes[row] == MISSING;
        }

        @Override
        public String kind() {
            return "category";
        }

        @Override
        public Categories select(int[] rows) {
            return new Categories(
                    name, Arrays.stream(rows).map(row -> codes[row]).toArray(), words);
        }

        /// How many rows have each word.
        int[] counts() {
            int[] counts = new int[words.size()];
            for (int code : codes) {
                if (code != MISSING) {
                    counts[code]++;
                }
            }
            return counts;
        }
    }

    /// Moments in time: seconds since 1970-01-01T00:00 by the clock of UTC where the zone is known, and by the calendar
    /// and clock as written where it is not; NaN is missing. A time of day is one on 1970-01-01.
    ///
    /// @param format in which they were written
    record Times(String name, double[] epochSeconds, TimeFormat format) implements Column {

        /// Times in ISO 8601.
        public Times(String name, double[] epochSeconds) {
            this(name, epochSeconds, TimeFormat.YEAR_MONTH_DAY);
        }

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

        @Override
        public Times select(int[] rows) {
            return new Times(
                    name,
                    Arrays.stream(rows).mapToDouble(row -> epochSeconds[row]).toArray(),
                    format);
        }
    }
}
