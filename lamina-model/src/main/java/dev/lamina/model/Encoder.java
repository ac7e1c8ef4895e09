package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.DataException;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.RowEncoder;
import dev.lamina.data.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows as the numbers that a model's networks read: the encodings of its pipelines, one beside the other, each
/// pipeline once. With one pipeline that is its own encoding. Immutable and thread-safe; a call for one row allocates
/// nothing.
public final class Encoder {

    private final List<FittedPipeline> pipelines;
    private final List<RowEncoder> encoders;
    private final int[] starts;
    private final int width;

    Encoder(List<FittedPipeline> pipelines) {
        this.pipelines = List.copyOf(pipelines);
        encoders = pipelines.stream().map(FittedPipeline::encoder).toList();
        starts = new int[encoders.size()];
        long next = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (int) next;
            next += encoders.get(i).width();
            if (next > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("the pipelines make " + next + " numbers of a row, more than an"
                        + " array can hold; let more members share a pipeline");
            }
        }
        width = (int) next;
    }

    /// How many numbers a row becomes.
    public int width() {
        return width;
    }

    /// Writes a number, or a time in seconds since 1970-01-01T00:00.
    ///
    /// @param column an index in the columns of [Model#pipeline]
    /// @param value NaN for missing
    /// @param out receives the numbers
    /// @param offset where the row starts in `out`
    /// @throws DataException if the value is infinite
    /// @throws IllegalArgumentException if the column holds words
    public void number(int column, double value, float[] out, int offset) {
        for (int i = 0; i < starts.length; i++) {
            encoders.get(i).number(column, value, out, offset + starts[i]);
        }
    }

    /// Writes a word.
    ///
    /// @param column an index in the columns of [Model#pipeline]
    /// @param word null for missing
    /// @param out receives the numbers
    /// @param offset where the row starts in `out`
    /// @throws IllegalArgumentException if the column does not hold words
    public void category(int column, @Nullable String word, float[] out, int offset) {
        for (int i = 0; i < starts.length; i++) {
            encoders.get(i).category(column, word, out, offset + starts[i]);
        }
    }

    /// All rows of a table, rows × [#width].
    ///
    /// @throws DataException as [FittedPipeline#transform] does
    public Matrix transform(Table table) {
        if (pipelines.size() == 1) {
            return pipelines.getFirst().transform(table);
        }
        if ((long) table.rows() * width > Integer.MAX_VALUE - 8) {
            throw new DataException(table.origin().source() + ": " + table.rows() + " rows of " + width
                    + " numbers are more than one matrix can hold; use fewer rows");
        }
        Matrix matrix = Matrix.zeros(table.rows(), width);
        for (int i = 0; i < starts.length; i++) {
            Matrix encoded = pipelines.get(i).transform(table);
            matrix.columns(starts[i], starts[i] + encoded.columns()).copyFrom(encoded);
        }
        return matrix;
    }

    /// The window on encoded rows that one of the pipelines wrote.
    Matrix window(Matrix rows, FittedPipeline pipeline) {
        int start = starts[pipelines.indexOf(pipeline)];
        return rows.columns(start, start + pipeline.width());
    }

    /// The encoders of the pipelines.
    List<RowEncoder> encoders() {
        return encoders;
    }

    /// Where encoder i writes in a row.
    int start(int i) {
        return starts[i];
    }
}
