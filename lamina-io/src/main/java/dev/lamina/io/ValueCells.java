package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.function.Consumer;

/// Cells that are numbers, or times: anything else is an error with its place.
final class ValueCells implements Cells {

    private final ColumnContext column;
    private final Schema.Type type;
    private final DoubleList values;

    /// @param type NUMBER or TIME
    ValueCells(ColumnContext column, Schema.Type type) {
        this.column = column;
        this.type = type;
        this.values = new DoubleList(column.memory());
    }

    @Override
    public Cells addMissing() throws DataFileException {
        values.add(Double.NaN);
        return this;
    }

    @Override
    public Cells addText(char[] text, int from, int to) throws DataFileException {
        double value = column.parse(type, text, from, to);
        if (Double.isNaN(value) && !column.isUsualMissing(text, from, to)) {
            throw mismatch(new String(text, from, to - from));
        }
        values.add(value);
        return this;
    }

    @Override
    public Cells addNumber(double value) throws DataFileException {
        if (type != Schema.Type.NUMBER) {
            throw mismatch(NumberText.format(value));
        }
        values.add(value);
        return this;
    }

    @Override
    public Cells addTime(double epochSeconds) throws DataFileException {
        if (type != Schema.Type.TIME) {
            throw mismatch(TimeText.format(epochSeconds, TimeText.isWholeDay(epochSeconds)));
        }
        values.add(epochSeconds);
        return this;
    }

    /// Adds what is known to be of this type, or NaN.
    void addValue(double value) throws DataFileException {
        values.add(value);
    }

    private DataFileException mismatch(String text) {
        return column.mismatch(column.rows().here(), type, text);
    }

    @Override
    public Column finish(Consumer<String> warnings) throws DataFileException {
        return type == Schema.Type.TIME
                ? new Column.Times(column.name(), values.finish())
                : new Column.Numbers(column.name(), values.finish());
    }
}
