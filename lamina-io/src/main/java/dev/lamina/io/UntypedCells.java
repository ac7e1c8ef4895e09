package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cells of a source whose values have types, before the first value: all missing so far. The first value decides
/// the type of the column; text may be words or times.
final class UntypedCells implements Cells {

    private final ColumnContext column;
    private int missing;

    UntypedCells(ColumnContext column) {
        this.column = column;
    }

    @Override
    public Cells addMissing() {
        missing++;
        return this;
    }

    @Override
    public Cells addText(char[] text, int from, int to) throws DataFileException {
        return decided(WordCells.ofWordsOrTimes(column)).addText(text, from, to);
    }

    @Override
    public Cells addNumber(double value) throws DataFileException {
        return decided(new ValueCells(column, Schema.Type.NUMBER)).addNumber(value);
    }

    @Override
    public Cells addTime(double epochSeconds) throws DataFileException {
        return decided(new ValueCells(column, Schema.Type.TIME)).addTime(epochSeconds);
    }

    private Cells decided(Cells cells) throws DataFileException {
        for (int i = 0; i < missing; i++) {
            cells.addMissing();
        }
        return cells;
    }

    /// A column of nothing counts as one of numbers.
    @Override
    public Column finish(Consumer<String> warnings) throws DataFileException {
        column.memory().take((long) missing * Double.BYTES);
        double[] values = new double[missing];
        Arrays.fill(values, Double.NaN);
        return new Column.Numbers(column.name(), values);
    }
}
