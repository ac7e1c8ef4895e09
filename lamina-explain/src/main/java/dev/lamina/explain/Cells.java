package dev.lamina.explain;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cells of one column in some rows, as far as it matters how much two columns say of each other.
sealed interface Cells {

    int rows();

    boolean missing(int row);

    /// Whether two rows have the same in this column.
    boolean same(int row, int other);

    /// The cells of a column in several tables, one below the other.
    ///
    /// @param type as which models read the column
    /// @param columns that fit it
    static Cells of(Schema.Type type, List<Column> columns) {
        return switch (type) {
            case NUMBER, TIME ->
                Quantities.of(columns.stream()
                        .map(Cells::values)
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
            case CATEGORY ->
                Words.of(columns.stream()
                        .flatMap(column -> Arrays.stream(words(column)))
                        .toArray(String[]::new));
        };
    }

    /// Numbers, or times in seconds; NaN for missing, as all cells of another kind of column are.
    static double[] values(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> numbers.values();
            case Column.Times times -> times.epochSeconds();
            case Column.Categories words -> {
                double[] nothing = new double[words.rows()];
                Arrays.fill(nothing, Double.NaN);
                yield nothing;
            }
        };
    }

    /// Words, null for missing, as all cells of a column of times are.
    static @Nullable String[] words(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> words(numbers.toCategories());
            case Column.Times times -> new @Nullable String[times.rows()];
            case Column.Categories words -> {
                @Nullable String[] all = new @Nullable String[words.rows()];
                Arrays.setAll(
                        all, row -> words.missing(row) ? null : words.words().get(words.codes()[row]));
                yield all;
            }
        };
    }

    /// Numbers or times.
    ///
    /// @param ranks from 0 on, the mean rank of equal values; NaN for missing
    record Quantities(double[] ranks) implements Cells {

        private static Quantities of(double[] values) {
            Integer[] order = IntStream.range(0, values.length)
                    .filter(row -> !Double.isNaN(values[row]))
                    .boxed()
                    .sorted(Comparator.comparingDouble(row -> values[row]))
                    .toArray(Integer[]::new);
            double[] ranks = new double[values.length];
            Arrays.fill(ranks, Double.NaN);
            int from = 0;
            while (from < order.length) {
                int to = from + 1;
                while (to < order.length && values[order[to]] == values[order[from]]) {
                    to++;
                }
                for (int i = from; i < to; i++) {
                    ranks[order[i]] = (from + to - 1) / 2.0;
                }
                from = to;
            }
            return new Quantities(ranks);
        }

        @Override
        public int rows() {
            return ranks.length;
        }

        @Override
        public boolean missing(int row) {
            return Double.isNaN(ranks[row]);
        }

        @Override
        public boolean same(int row, int other) {
            return Double.compare(ranks[row], ranks[other]) == 0;
        }
    }

    /// Words.
    ///
    /// @param codes of the words; −1 for missing
    /// @param words how many codes there are; the last one is of all words that are not among the most frequent
    record Words(int[] codes, int words) implements Cells {

        private static final int MOST_WORDS = 50;

        private static Words of(@Nullable String[] cells) {
            Map<String, Integer> counts = new HashMap<>();
            for (String cell : cells) {
                if (cell != null) {
                    counts.merge(cell, 1, Integer::sum);
                }
            }
            List<String> frequent = counts.keySet().stream()
                    .sorted(Comparator.<String>comparingInt(word -> -counts.getOrDefault(word, 0))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MOST_WORDS)
                    .toList();
            Map<String, Integer> codes = new HashMap<>();
            frequent.forEach(word -> codes.put(word, codes.size()));
            return new Words(
                    Arrays.stream(cells)
                            .mapToInt(cell -> cell == null ? -1 : codes.getOrDefault(cell, frequent.size()))
                            .toArray(),
                    frequent.size() + 1);
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
        public boolean same(int row, int other) {
            return codes[row] == codes[other];
        }
    }
}
