package dev.lamina;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Table;
import dev.lamina.data.TableSummary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rows of a training as the recipes' pipelines encode them, each way once. Rows count through all
/// tables, one after the other. One thread at a time; what it gives is immutable.
final class TrainingRows {

    /// The rows as one pipeline encodes them.
    ///
    /// @param weights of the rows in training, of those that can train at least; null where all count the
    ///     same
    record Encoding(FittedPipeline pipeline, Matrix inputs, Matrix targets, double @Nullable [] weights) {

        /// @param rows in this order, weighted
        Dataset training(int[] rows) {
            if (weights == null) {
                return validation(rows);
            }
            float[] own = new float[rows.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = (float) weights[rows[i]];
            }
            return Dataset.of(TrainingRows.select(inputs, rows), TrainingRows.select(targets, rows), own);
        }

        /// @param rows in this order, each counts the same
        Dataset validation(int[] rows) {
            return Dataset.of(TrainingRows.select(inputs, rows), TrainingRows.select(targets, rows));
        }
    }

    private final Examples fitting;
    private final List<Table> tables;
    private final double @Nullable [] weights;
    private final List<String> missingWords;
    private final boolean summarised;
    private final Consumer<String> warnings;
    private final Map<Pipeline, Encoding> encodings = new HashMap<>();

    /// @param fitting the rows that pipelines are fitted on
    /// @param tables all rows
    /// @param weights of the rows in training, of the first table; null where all count the same
    /// @param missingWords of the settings, for reading new data
    /// @param summarised whether pipelines are fitted on what several machines would know of the rows
    /// @param warnings receives what the first pipeline warns of: all leave out the same columns
    TrainingRows(
            Examples fitting,
            List<Table> tables,
            double @Nullable [] weights,
            List<String> missingWords,
            boolean summarised,
            Consumer<String> warnings) {
        this.fitting = fitting;
        this.tables = List.copyOf(tables);
        this.weights = weights;
        this.missingWords = List.copyOf(missingWords);
        this.summarised = summarised;
        this.warnings = warnings;
    }

    /// The rows that pipelines are fitted on.
    Examples fitting() {
        return fitting;
    }

    /// The rows given for training, of which some may validate.
    Table given() {
        return tables.getFirst();
    }

    /// How many there are.
    int rows() {
        return tables.stream().mapToInt(Table::rows).sum();
    }

    Encoding encoded(Pipeline pipeline) {
        return encodings.computeIfAbsent(pipeline, this::encode);
    }

    /// The given rows, all of one of the tables.
    Table table(int[] chosen) {
        int first = 0;
        for (Table table : tables) {
            int from = first;
            if (chosen[0] < from + table.rows()) {
                return table.select(Arrays.stream(chosen).map(row -> row - from).toArray());
            }
            first += table.rows();
        }
        throw new IllegalArgumentException("row " + chosen[0] + " of " + first);
    }

    private Encoding encode(Pipeline pipeline) {
        Pipeline.Fit fit = pipeline.missingWords(missingWords).fit(summarised ? summary() : fitting);
        if (encodings.isEmpty()) {
            fit.warnings().forEach(warnings);
        }
        FittedPipeline fitted = fit.pipeline();
        return new Encoding(
                fitted,
                joined(tables.stream().map(fitted::transform).toList()),
                joined(tables.stream().map(fitted::targets).toList()),
                weights);
    }

    /// The rows as several machines would sum them up, where they are too many to be counted one by one.
    private Examples summary() {
        Table table = fitting.table();
        TableSummary summary = TableSummary.of(table);
        return summary.isExact()
                ? fitting
                : new Examples(
                        summary.table(table.origin().source(), fitting.target()),
                        fitting.target(),
                        fitting.task(),
                        fitting.warnings());
    }

    private static Matrix joined(List<Matrix> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Matrix all = Matrix.zeros(
                parts.stream().mapToInt(Matrix::rows).sum(), parts.getFirst().columns());
        int from = 0;
        for (Matrix part : parts) {
            all.rows(from, from + part.rows()).copyFrom(part);
            from += part.rows();
        }
        return all;
    }

    /// The rows of a matrix in this order: a copy.
    static Matrix select(Matrix all, int[] rows) {
        Matrix selected = Matrix.zeros(rows.length, all.columns());
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all.data(), all.rowOffset(rows[i]), selected.data(), selected.rowOffset(i), all.columns());
        }
        return selected;
    }
}
