package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Encoder;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a model predicts on average when a column has one value or another in all rows: the partial dependence of
/// Friedman, "Greedy Function Approximation" (2001), f(v) = (1/n) Σᵢ ŷ(xᵢ with the column set to v); and the same
/// row by row, the individual conditional expectation of Goldstein, Kapelner, Bleich and Pitkin, "Peeking Inside
/// the Black Box" (2015), which shows where the mean hides that rows differ.
///
/// Rows are predicted that may not exist, such as a flat of 20 m² with nine rooms: where columns depend on each
/// other the ends of a curve say little. No curve is a cause.
///
/// The arrays are shared with whoever has the record, and must not change.
///
/// @param grid the values that the column is set to: numbers or times in ascending order, or words, the most frequent
///     first and missing last
/// @param curves one of the values or of the probability of the second of two classes; of more classes one for each, at
///     most 20, those that are most probable on average
/// @param rows how many were used
/// @param lines the rows of the table that have a line of their own in each curve
public record PartialDependence(Column grid, List<Curve> curves, int rows, int[] lines) {

    private static final int MOST_CLASSES = 20;

    /// The number of the stream that draws rows.
    private static final long DRAWING = -3;

    public PartialDependence {
        curves = List.copyOf(curves);
    }

    /// How one number that is predicted depends on the column.
    ///
    /// @param label the class whose probability it is; for values the name of the target
    /// @param mean for each value of the grid
    /// @param lines for each row that has one, what is predicted for each value of the grid
    public record Curve(String label, double[] mean, double[][] lines) {}

    /// Sets the column to each value of a grid: for numbers and times quantiles of the table's values that lie within
    /// what training saw, for words the most frequent ones of the table.
    ///
    /// @param table with the columns that the model reads; the target may be absent
    /// @param column that the model reads
    /// @throws IllegalArgumentException if the model does not read the column, the table has no rows, or none of
    ///     them has a value in the column that lies within what training saw
    /// @throws dev.lamina.data.DataException if a column is missing or does not fit
    public static PartialDependence of(Model model, Table table, String column, PartialDependenceSettings settings) {
        int place = place(model, column);
        if (table.rows() == 0) {
            throw new IllegalArgumentException(table.origin().source() + " has no rows to set \"" + column + "\" in");
        }
        FittedColumn fitted = model.pipeline().columns().get(place);
        Predictor predictor = model.predictor();
        int[] drawn = drawn(table.rows(), settings);
        Matrix encoded = predictor.encoder().transform(table.select(drawn));
        Column grid = Grid.of(fitted, table, settings);
        List<Integer> classes = classes(model, predictor, encoded);
        int lines = Math.min(settings.lines(), drawn.length);
        List<double[][]> points = InParallel.map(settings.threads(), grid.rows(), point -> {
            Matrix set = Matrix.zeros(encoded.rows(), encoded.columns());
            set.copyFrom(encoded);
            set(grid, point, place, predictor.encoder(), set);
            return outputs(predictor.predict(set), classes, lines);
        });
        List<Curve> curves = IntStream.range(0, classes.size())
                .mapToObj(k -> new Curve(
                        label(model, classes.get(k)),
                        points.stream().mapToDouble(point -> point[k][lines]).toArray(),
                        IntStream.range(0, lines)
                                .mapToObj(line -> points.stream()
                                        .mapToDouble(point -> point[k][line])
                                        .toArray())
                                .toArray(double[][]::new)))
                .toList();
        return new PartialDependence(grid, curves, drawn.length, Arrays.copyOf(drawn, lines));
    }

    private static int place(Model model, String column) {
        List<String> names =
                model.pipeline().columns().stream().map(FittedColumn::name).toList();
        int place = names.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the model does not read a column \"" + column + "\"; it reads " + String.join(", ", names));
        }
        return place;
    }

    /// Rows in random order, so that the first of them are a sample too.
    private static int[] drawn(int rows, PartialDependenceSettings settings) {
        int[] order = IntStream.range(0, rows).toArray();
        RandomStream.of(settings.seed(), Purpose.EXPLANATION, DRAWING).shuffle(order);
        return Arrays.copyOf(order, Math.min(rows, settings.rows()));
    }

    /// The classes that have a curve; 0 for values.
    private static List<Integer> classes(Model model, Predictor predictor, Matrix encoded) {
        int classes = model.labels().size();
        if (classes <= 2) {
            return List.of(classes == 2 ? 1 : 0);
        }
        List<Integer> all = IntStream.range(0, classes).boxed().toList();
        if (classes <= MOST_CLASSES) {
            return all;
        }
        double[][] means = outputs(predictor.predict(encoded), all, 0);
        return all.stream()
                .sorted(Comparator.comparingDouble(k -> -means[k][0]))
                .limit(MOST_CLASSES)
                .sorted()
                .toList();
    }

    private static String label(Model model, int index) {
        return model.pipeline().target() instanceof FittedTarget.Labels labels
                ? labels.classes().get(index)
                : model.pipeline().target().name();
    }

    private static void set(Column grid, int point, int place, Encoder encoder, Matrix rows) {
        double number = grid instanceof Column.Categories ? Double.NaN : Cells.values(grid)[point];
        @Nullable String word = grid instanceof Column.Categories ? Cells.words(grid)[point] : null;
        for (int row = 0; row < rows.rows(); row++) {
            if (grid instanceof Column.Categories) {
                encoder.category(place, word, rows.data(), rows.rowOffset(row));
            } else {
                encoder.number(place, number, rows.data(), rows.rowOffset(row));
            }
        }
    }

    /// For each class the predictions of the first rows, then the mean of all.
    private static double[][] outputs(Predictions predictions, List<Integer> classes, int lines) {
        boolean values = predictions.labels().isEmpty();
        double[][] outputs = new double[classes.size()][lines + 1];
        for (int k = 0; k < outputs.length; k++) {
            int index = classes.get(k);
            double sum = 0;
            for (int row = 0; row < predictions.rows(); row++) {
                double output = values ? predictions.value(row) : predictions.probability(row, index);
                if (row < lines) {
                    outputs[k][row] = output;
                }
                sum += output;
            }
            outputs[k][lines] = sum / predictions.rows();
        }
        return outputs;
    }
}
