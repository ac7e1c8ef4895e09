package dev.lamina.data;

import dev.lamina.data.Schema.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a [Pipeline] needs to know of rows that are too many for one machine, or on several: how often each
/// value of each column occurs. Summaries of parts, merged in any order, have the same bytes as the summary of
/// the whole.
///
/// Counts are exact for up to 65,536 different numbers of a column and up to a million different words.
/// With more numbers they are rounded to fewer bits, one part in 2¹⁶ or less as long as they are of one
/// order of magnitude; a column of more words is taken for identifiers. One thread.
public final class TableSummary {

    /// Cells of the table that stands for all rows, 256 MB of them.
    private static final long MOST_CELLS = 1L << 25;

    private final List<Field> fields;
    private final @Nullable NumberSketch[] numbers;
    private final @Nullable WordCounts[] words;
    private long rows;

    /// Of no rows.
    ///
    /// @param fields the columns
    public TableSummary(List<Field> fields) {
        this.fields = List.copyOf(fields);
        numbers = new NumberSketch[fields.size()];
        words = new WordCounts[fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            switch (fields.get(i).type()) {
                case NUMBER, TIME -> numbers[i] = new NumberSketch();
                case CATEGORY -> words[i] = new WordCounts();
            }
        }
    }

    /// Of the rows of a table.
    public static TableSummary of(Table table) {
        TableSummary summary =
                new TableSummary(table.columns().stream().map(Column::field).toList());
        summary.add(table);
        return summary;
    }

    /// Adds the rows of a table.
    ///
    /// @throws IllegalArgumentException if its columns are others
    public void add(Table table) {
        if (table.columns().size() != fields.size()) {
            throw otherColumns();
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!table.columns().get(i).field().equals(fields.get(i))) {
                throw otherColumns();
            }
        }
        rows += table.rows();
        for (int i = 0; i < fields.size(); i++) {
            switch (table.columns().get(i)) {
                case Column.Numbers column -> addAll(i, column.values());
                case Column.Times column -> addAll(i, column.epochSeconds());
                case Column.Categories column -> addAll(i, column);
            }
        }
    }

    private static IllegalArgumentException otherColumns() {
        return new IllegalArgumentException("the rows are of other columns than the summary");
    }

    private void addAll(int column, double[] values) {
        NumberSketch sketch = Objects.requireNonNull(numbers[column]);
        for (double value : values) {
            sketch.add(value);
        }
    }

    private void addAll(int column, Column.Categories cells) {
        WordCounts counts = Objects.requireNonNull(words[column]);
        int[] ofWords = cells.counts();
        long present = 0;
        for (int code = 0; code < ofWords.length; code++) {
            if (ofWords[code] > 0) {
                counts.add(cells.words().get(code), ofWords[code]);
                present += ofWords[code];
            }
        }
        counts.add(null, cells.rows() - present);
    }

    public long rows() {
        return rows;
    }

    /// Adds the rows of another summary.
    ///
    /// @throws IllegalArgumentException if its columns are others
    public void merge(TableSummary other) {
        if (!fields.equals(other.fields)) {
            throw otherColumns();
        }
        rows += other.rows;
        for (int i = 0; i < fields.size(); i++) {
            NumberSketch ofNumbers = numbers[i];
            if (ofNumbers != null && other.numbers[i] != null) {
                ofNumbers.merge(other.numbers[i]);
            }
            WordCounts ofWords = words[i];
            if (ofWords != null && other.words[i] != null) {
                ofWords.merge(other.words[i]);
            }
        }
    }

    /// Whether [#table] has all rows with all their values.
    public boolean isExact() {
        boolean exact = count() == rows;
        for (int i = 0; i < fields.size(); i++) {
            NumberSketch ofNumbers = numbers[i];
            WordCounts ofWords = words[i];
            exact &= (ofNumbers == null || ofNumbers.exact()) && (ofWords == null || ofWords.exact());
        }
        return exact;
    }

    private int count() {
        return (int) Math.min(rows, Math.max(2, MOST_CELLS / fields.size()));
    }

    /// A table that stands for the rows, to fit a pipeline on: each column has its values in ascending order,
    /// all of them or, where they are more than some 33 million cells, as many as that at equal steps. What is
    /// fitted on it is what would be fitted on the rows, as long as their counts are exact and all are there.
    ///
    /// @param source a word for messages
    /// @param target the column whose words are all kept
    public Table table(String source, String target) {
        int count = count();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(column(i, count, fields.get(i).name().equals(target)));
        }
        return new Table(columns, new Origin.Rows(source, count));
    }

    private Column column(int i, int count, boolean isTarget) {
        Field field = fields.get(i);
        WordCounts ofWords = words[i];
        if (ofWords != null) {
            return ofWords.column(field.name(), count, rows, isTarget);
        }
        double[] values = Objects.requireNonNull(numbers[i]).values(count);
        return field.type() == Schema.Type.TIME
                ? new Column.Times(field.name(), values, field.times())
                : new Column.Numbers(field.name(), values, field.numbers(), null);
    }

    /// The summary as bytes, for [#of].
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(rows);
            for (int i = 0; i < fields.size(); i++) {
                NumberSketch ofNumbers = numbers[i];
                WordCounts ofWords = words[i];
                if (ofNumbers != null) {
                    ofNumbers.write(out);
                } else if (ofWords != null) {
                    ofWords.write(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The summary that [#toBytes] has written.
    ///
    /// @param fields the columns that it is of
    /// @throws IllegalArgumentException if the bytes are not whole
    public static TableSummary of(List<Field> fields, byte[] bytes) {
        TableSummary summary = new TableSummary(fields);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            summary.rows = in.readLong();
            for (int i = 0; i < fields.size(); i++) {
                if (summary.numbers[i] != null) {
                    summary.numbers[i] = NumberSketch.read(in);
                } else {
                    summary.words[i] = WordCounts.read(in);
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the summary of a table is cut short", e);
        }
        return summary;
    }
}
