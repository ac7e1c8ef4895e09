package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The cells of reference rows that columns may change to, of each column as many: of numbers and times
/// evenly many from the least to the greatest, of words the most frequent ones. Immutable.
///
/// @param encoded the reference rows that they are from
record Candidates(Matrix encoded, List<Choices> choices) {

    /// Of this share of the evaluations there are candidates, so that each can be combined with as many as
    /// the rest allows.
    private static final int SHARE = 20;

    private static final double TAIL = 0.05;

    /// Those of one column.
    ///
    /// @param column an index in the model's columns
    /// @param first where their rows start in the encoded ones
    /// @param spread that distances are relative to
    private record Choices(int column, boolean words, Column cells, int first, double spread) {}

    /// A column with the cell that it may change to.
    ///
    /// @param column an index in the model's columns
    /// @param row of the encoded reference rows
    /// @param distance from the cell of the row that is changed
    record Candidate(int column, int row, double distance, Counterfactual.Change change) {}

    static Candidates of(Model model, Table reference, CounterfactualSettings settings) {
        List<FittedColumn> columns = model.pipeline().columns();
        long free = columns.stream()
                .filter(column -> !settings.fixed().contains(column.name()))
                .count();
        int each = (int) Math.max(1, settings.evaluations() / SHARE / Math.max(1, free));
        List<Choices> all = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        for (int j = 0; j < columns.size(); j++) {
            String name = columns.get(j).name();
            if (!settings.fixed().contains(name)) {
                boolean words = columns.get(j).type() == Schema.Type.CATEGORY;
                Column column = reference.require(name);
                double[] values = words ? new double[0] : Cells.values(column);
                int[] rows = words ? frequent(column, each) : spreadOut(values, each);
                all.add(new Choices(j, words, column.select(rows), chosen.size(), spread(values)));
                Arrays.stream(rows).forEach(chosen::add);
            }
        }
        int[] rows = chosen.stream().mapToInt(Integer::intValue).toArray();
        return new Candidates(model.encoder().transform(reference.select(rows)), all);
    }

    /// For each of the most frequent words the first row that has it.
    private static int[] frequent(Column column, int most) {
        Map<String, Integer> counts = new HashMap<>();
        SequencedMap<String, Integer> first = new LinkedHashMap<>();
        for (int row = 0; row < column.rows(); row++) {
            if (!column.missing(row)) {
                counts.merge(column.text(row), 1, Integer::sum);
                first.putIfAbsent(column.text(row), row);
            }
        }
        return first.keySet().stream()
                .sorted(Comparator.comparingInt(word -> -counts.getOrDefault(word, 0)))
                .limit(most)
                .mapToInt(word -> first.getOrDefault(word, 0))
                .toArray();
    }

    /// For evenly many of the different values a row that has it.
    private static int[] spreadOut(double[] values, int most) {
        int[] sorted = sorted(values);
        int[] distinct = IntStream.range(0, sorted.length)
                .filter(i -> i == 0 || values[sorted[i]] != values[sorted[i - 1]])
                .map(i -> sorted[i])
                .toArray();
        if (distinct.length <= most || most == 1) {
            return Arrays.copyOf(distinct, Math.min(distinct.length, most));
        }
        return IntStream.range(0, most)
                .map(i -> distinct[(int) ((long) i * (distinct.length - 1) / (most - 1))])
                .toArray();
    }

    /// From the 5 % to the 95 % quantile; where these are equal, from the least to the greatest value.
    private static double spread(double[] values) {
        int[] sorted = sorted(values);
        if (sorted.length == 0) {
            return 0;
        }
        int tail = (int) (TAIL * (sorted.length - 1));
        double inner = values[sorted[sorted.length - 1 - tail]] - values[sorted[tail]];
        return inner > 0 ? inner : values[sorted[sorted.length - 1]] - values[sorted[0]];
    }

    /// The rows with a value, in the order of the values.
    private static int[] sorted(double[] values) {
        return IntStream.range(0, values.length)
                .filter(row -> Double.isFinite(values[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> values[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Those that differ from the cells of a row.
    List<Candidate> of(Table rows, int row) {
        List<Candidate> candidates = new ArrayList<>();
        for (Choices own : choices) {
            Column column = rows.require(own.cells.name());
            for (int i = 0; i < own.cells.rows(); i++) {
                double distance = distance(own, i, column, row);
                if (distance > 0) {
                    candidates.add(new Candidate(
                            own.column,
                            own.first + i,
                            distance,
                            new Counterfactual.Change(column.name(), column.text(row), own.cells.text(i))));
                }
            }
        }
        return candidates;
    }

    private static double distance(Choices own, int i, Column column, int row) {
        if (column.missing(row)) {
            return 1;
        }
        if (own.words) {
            return column.text(row).equals(own.cells.text(i)) ? 0 : 1;
        }
        double off = Math.abs(Cells.values(column)[row] - Cells.values(own.cells)[i]);
        return own.spread > 0 ? off / own.spread : off > 0 ? 1 : 0;
    }
}
