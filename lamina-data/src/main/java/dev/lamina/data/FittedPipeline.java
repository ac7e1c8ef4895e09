package dev.lamina.data;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a [Pipeline] has learnt: turns tables into the numbers that the network reads and the targets it
/// learns. Immutable and thread-safe; described completely by its components, which is what the model file
/// stores.
///
/// @param columns the inputs in the order of the training data, with distinct names
/// @param missingWords cells that mean "missing" besides the empty one
public record FittedPipeline(List<FittedColumn> columns, FittedTarget target, List<String> missingWords) {

    /// @throws IllegalArgumentException if there are no columns or two have the same name, the target's
    ///     included
    public FittedPipeline {
        columns = List.copyOf(columns);
        missingWords = List.copyOf(missingWords);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs 1 column or more");
        }
        Set<String> names = new HashSet<>(Set.of(target.name()));
        for (FittedColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + NameText.quote(column.name()));
            }
        }
    }

    public Task task() {
        return target.task();
    }

    /// How many inputs of the network a row becomes.
    public int width() {
        return columns.stream().mapToInt(FittedColumn::width).sum();
    }

    /// A name for each of these inputs, for people.
    public List<String> featureNames() {
        return columns.stream()
                .flatMap(column -> column.featureNames().stream())
                .toList();
    }

    /// What each of these inputs is: what the layers at a network's start are built by.
    public List<Feature> features() {
        return columns.stream().flatMap(column -> column.features().stream()).toList();
    }

    /// The columns that data must have to be predicted: the inputs.
    public Schema schema() {
        return new Schema(fields(), missingWords);
    }

    /// The columns that data must have to evaluate a model on them: the inputs, then the target.
    public Schema schemaWithTarget() {
        List<Schema.Field> fields = new ArrayList<>(fields());
        fields.add(target.field());
        return new Schema(fields, missingWords);
    }

    private List<Schema.Field> fields() {
        return columns.stream().map(FittedColumn::field).toList();
    }

    /// An encoder for single rows; build it once and keep it.
    public RowEncoder encoder() {
        return new RowEncoder(columns);
    }

    /// The inputs, rows × [#width]. Columns are found by name; others are ignored. Numbers where words are
    /// expected count as words, `3` for 3.0.
    ///
    /// @throws DataException if a column is not there or of another kind, a number is infinite, or the table is
    ///     too large for one matrix
    public Matrix transform(Table table) {
        RowEncoder encoder = encoder();
        if ((long) table.rows() * encoder.width() > Integer.MAX_VALUE - 8) {
            throw new DataException(table.origin().source() + ": " + table.rows() + " rows of " + encoder.width()
                    + " numbers are more than one matrix can hold; use fewer rows or columns");
        }
        Matrix matrix = Matrix.zeros(table.rows(), encoder.width());
        RequiredColumns required = new RequiredColumns(table);
        for (int i = 0; i < encoder.columns(); i++) {
            String name = encoder.column(i).name();
            switch (encoder.column(i).type()) {
                case NUMBER -> encode(encoder, i, required.numbers(name), matrix);
                case TIME -> encode(encoder, i, required.times(name), matrix);
                case CATEGORY -> encode(encoder, i, required.words(name), matrix);
            }
        }
        return matrix;
    }

    /// Counts the cells that are unlike anything in the training rows: unknown words, missing cells, values beyond the
    /// range. One for each of [#columns]; [UnseenCells#warnings] gives the lines for a person.
    ///
    /// @throws DataException as [#transform] does
    public List<UnseenCells> examine(Table table) {
        List<UnseenCells> unseen = new ArrayList<>();
        RequiredColumns required = new RequiredColumns(table);
        for (FittedColumn column : columns) {
            String name = column.name();
            unseen.add(
                    switch (column) {
                        case FittedColumn.TimeParts time -> UnseenCells.of(time, required.times(name));
                        case FittedColumn.Quantity number -> UnseenCells.of(number, required.numbers(name));
                        case FittedColumn.Words words -> UnseenCells.of(words, required.words(name));
                    });
        }
        return List.copyOf(unseen);
    }

    private static void encode(RowEncoder encoder, int column, double[] values, Matrix matrix) {
        for (int row = 0; row < values.length; row++) {
            encoder.number(column, values[row], matrix.data(), matrix.rowOffset(row));
        }
    }

    private static void encode(RowEncoder encoder, int column, Column.Categories words, Matrix matrix) {
        int[] positions = words.words().stream()
                .mapToInt(word -> encoder.position(column, word))
                .toArray();
        int other = encoder.position(column, null);
        for (int row = 0; row < words.rows(); row++) {
            int position = words.missing(row) ? other : positions[words.codes()[row]];
            encoder.category(column, position, matrix.data(), matrix.rowOffset(row));
        }
    }

    /// The targets, rows × 1: the index of the class, or the scaled value.
    ///
    /// @throws DataException if the target is not there, of another kind, missing, infinite, or a class that
    ///     training did not see
    public Matrix targets(Table table) {
        float[] targets = switch (target) {
            case FittedTarget.Labels labels -> classIndices(labels, table);
            case FittedTarget.Scaled scaled -> scaledValues(scaled, table);
        };
        return Matrix.window(targets, 0, targets.length, 1);
    }

    private static float[] classIndices(FittedTarget.Labels labels, Table table) {
        Column.Categories words = new RequiredColumns(table).words(labels.name());
        Map<String, Integer> indices = new HashMap<>();
        words.words().forEach(label -> indices.put(label, labels.indexOf(label)));
        float[] targets = new float[words.rows()];
        for (int row = 0; row < targets.length; row++) {
            checkPresent(words, row, table);
            String label = words.words().get(words.codes()[row]);
            int index = indices.getOrDefault(label, -1);
            if (index < 0) {
                throw new DataException(table.origin().of(row) + ": column " + NameText.quote(labels.name())
                        + " has the class " + NameText.quote(label) + ", which no training row has; the classes are "
                        + NameText.list(labels.classes()));
            }
            targets[row] = index;
        }
        return targets;
    }

    private static float[] scaledValues(FittedTarget.Scaled scaled, Table table) {
        double[] values = new RequiredColumns(table).numbers(scaled.name());
        Column column = table.require(scaled.name());
        float[] targets = new float[values.length];
        for (int row = 0; row < targets.length; row++) {
            checkPresent(column, row, table);
            targets[row] = (float) scaled.scale(values[row]);
        }
        return targets;
    }

    private static void checkPresent(Column target, int row, Table table) {
        if (target.missing(row)) {
            throw new DataException(table.origin().of(row) + ": no value in the target column "
                    + NameText.quote(target.name()) + "; leave the row out");
        }
    }

    /// The inputs and the targets.
    ///
    /// @throws DataException as [#transform] and [#targets] do, or if there are no rows
    public Dataset dataset(Table table) {
        checkRows(table);
        return Dataset.of(transform(table), targets(table));
    }

    /// The inputs and the targets with the weight of each row, such as [RowWeights] gives.
    ///
    /// @param weights 0 or more for each row, not all 0
    /// @throws DataException as [#transform] and [#targets] do, or if there are no rows
    /// @throws IllegalArgumentException if there are more or fewer weights than rows, or one is out of range
    public Dataset dataset(Table table, double[] weights) {
        checkRows(table);
        float[] floats = new float[weights.length];
        for (int row = 0; row < floats.length; row++) {
            floats[row] = (float) weights[row];
        }
        return Dataset.of(transform(table), targets(table), floats);
    }

    private static void checkRows(Table table) {
        if (table.rows() == 0) {
            throw new DataException(table.origin().source() + " has no rows");
        }
    }
}
