package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cells of a column of numbers, or of times, in one format. Text that is none counts as missing, and is told.
final class ValueCells implements Cells {

    private final ColumnContext column;
    private final Schema.Type type;
    private final NumberFormat numbers;
    private final TimeFormat times;
    private final boolean plain;

    /// Whether the digits of numbers do not matter: the model wants numbers, or there are many different ones.
    private final boolean settled;

    private final Strangers strangers;
    private final DoubleList values;
    private int present;

    /// The first number that may be a word; null if there is none.
    private @Nullable String doubtful;

    private int doubtfulRow;

    private ValueCells(
            ColumnContext column, Schema.Type type, NumberFormat numbers, TimeFormat times, boolean settled) {
        this.column = column;
        this.type = type;
        this.numbers = numbers;
        this.times = times;
        this.plain = !numbers.grouped() && numbers.unit().isEmpty();
        this.settled = settled;
        this.strangers = new Strangers(column, type);
        this.values = new DoubleList(column.memory());
    }

    /// Cells of a column that is known to be one of numbers.
    static ValueCells numbers(ColumnContext column, NumberFormat format) {
        return new ValueCells(column, Schema.Type.NUMBER, format, TimeFormat.YEAR_MONTH_DAY, true);
    }

    /// Cells of a source with types that says that they are numbers; they may be labels.
    static ValueCells typedNumbers(ColumnContext column) {
        return new ValueCells(
                column, Schema.Type.NUMBER, NumberFormat.PLAIN, TimeFormat.YEAR_MONTH_DAY, column.field() != null);
    }

    static ValueCells times(ColumnContext column, TimeFormat format) {
        return new ValueCells(column, Schema.Type.TIME, NumberFormat.PLAIN, format, true);
    }

    @Override
    public Cells addMissing() throws DataFileException {
        values.add(Double.NaN);
        return this;
    }

    @Override
    public Cells addText(char[] text, int from, int to) throws DataFileException {
        int start = Blanks.start(text, from, to);
        int end = Blanks.end(text, start, to);
        double value = parse(text, start, end);
        if (!Double.isNaN(value)) {
            present++;
            if (column.field() == null && doubtful == null && type == Schema.Type.NUMBER) {
                doubt(text, start, end, value);
            }
        } else if (!column.isUsualMissing(text, start, end)) {
            addStranger(new String(text, start, end - start), 1, values.size());
        }
        values.add(column.isNamedMissing(type, value) ? Double.NaN : value);
        return this;
    }

    /// A number that begins with a zero, or has more digits than a double holds, may be a word.
    private void doubt(char[] text, int from, int to, double value) {
        if (NumberText.hasLeadingZero(text, from, to) || Math.abs(value) > KindRule.MAX_EXACT) {
            doubtful = new String(text, from, to - from);
            doubtfulRow = values.size();
        }
    }

    private double parse(char[] text, int from, int to) {
        if (type == Schema.Type.NUMBER) {
            return plain
                    ? NumberText.parse(text, from, to, numbers.decimal())
                    : NumberFormatText.parse(text, from, to, numbers);
        }
        double value = TimeText.parse(text, from, to, times);
        // A date that begins with the year is what it is in a column of any dates that the model knows.
        boolean dated = column.field() != null && times != TimeFormat.TIME_OF_DAY;
        return Double.isNaN(value) && dated ? TimeText.parse(text, from, to, TimeFormat.YEAR_MONTH_DAY) : value;
    }

    @Override
    public Cells addNumber(double value) throws DataFileException {
        if (type != Schema.Type.NUMBER) {
            throw mismatch(NumberText.format(value));
        }
        present += Double.isNaN(value) ? 0 : 1;
        values.add(value);
        return this;
    }

    @Override
    public Cells addNumber(String digits) throws DataFileException {
        if (settled || type != Schema.Type.NUMBER) {
            return addNumber(Double.parseDouble(digits));
        }
        return WordCells.ofNumbers(column, values.finish()).addNumber(digits);
    }

    @Override
    public Cells addTimeOfDay(double seconds) throws DataFileException {
        if (type == Schema.Type.TIME && column.field() == null && present == 0 && times != TimeFormat.TIME_OF_DAY) {
            ValueCells cells = times(column, TimeFormat.TIME_OF_DAY);
            for (int i = 0; i < values.size(); i++) {
                cells.addMissing();
            }
            return cells.addTimeOfDay(seconds);
        }
        if (type != Schema.Type.TIME || times != TimeFormat.TIME_OF_DAY) {
            throw mismatch("the time of day " + TimeText.formatTimeOfDay(seconds));
        }
        present++;
        values.add(seconds);
        return this;
    }

    @Override
    public Cells addTime(double epochSeconds) throws DataFileException {
        if (type != Schema.Type.TIME || times == TimeFormat.TIME_OF_DAY) {
            throw mismatch("the date or time " + TimeText.format(epochSeconds, TimeText.isWholeDay(epochSeconds)));
        }
        present++;
        values.add(epochSeconds);
        return this;
    }

    /// Adds what was read before the column was known to hold values.
    ///
    /// @param value NaN if there is none
    void addValue(double value) throws DataFileException {
        present += Double.isNaN(value) ? 0 : 1;
        values.add(column.isNamedMissing(type, value) ? Double.NaN : value);
    }

    /// Counts cells that hold something else than a value.
    ///
    /// @param row of the first of them
    void addStranger(String text, int count, int row) {
        strangers.add(text, count, row);
        present += count;
    }

    private DataFileException mismatch(String text) {
        return column.mismatch(column.rows().here(), type, text);
    }

    /// More different strangers than are counted may be words among few different numbers after all.
    @Override
    public boolean unsure() {
        return column.field() == null && (strangers.overflow() || doubtful != null);
    }

    @Override
    public Column finish(Consumer<String> warnings) throws DataFileException {
        if (doubtful != null) {
            warnings.accept(
                    "%s: column \"%s\" is read as numbers, although \"%s\" may be a code; pass --category %s to read words"
                            .formatted(
                                    column.rows().of(doubtfulRow),
                                    column.name(),
                                    doubtful,
                                    ColumnContext.word(column.name())));
        }
        if (!strangers.isEmpty()) {
            warnings.accept(strangers.warning(present));
        }
        return type == Schema.Type.TIME
                ? new Column.Times(column.name(), values.finish(), times)
                : new Column.Numbers(column.name(), values.finish(), numbers, null);
    }
}
