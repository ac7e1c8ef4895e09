package dev.lamina.io;

import dev.lamina.data.Schema;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the rows that a [QueryEngine] reads: first the names of the columns, then for each row its cells, in any
/// order, and the end of the row. Columns are numbered from 0. Not thread-safe.
///
/// Each method throws a [DataFileException], which is to be passed on, where the reader cannot use what it gets.
public interface TableSink {

    /// A column of the source.
    ///
    /// @param type null where the cells decide, as for every column of text
    record Field(String name, Schema.@Nullable Type type) {}

    /// Names the columns. Once, before the first cell.
    void startRows(List<Field> fields) throws DataFileException;

    /// Whether the column is wanted; the cells of others need not be read.
    boolean isRead(int field);

    /// Whether the column keeps words, also of numbers: then [#addNumber(int, String)] keeps their digits.
    boolean isWords(int field);

    void addNumber(int field, double value) throws DataFileException;

    /// Adds a number whose digits matter: a double may not hold them all.
    ///
    /// @param digits an integer or a decimal such as `-1234567890123456789` or `1.10`, without exponent
    void addNumber(int field, String digits) throws DataFileException;

    /// Adds a date or time, on the calendar and clock as written if it has no zone, else on those of UTC; a date is its
    /// midnight.
    void addTime(int field, LocalDateTime time) throws DataFileException;

    /// Adds a time of day, on the clock as written if it has no zone, else on that of UTC.
    void addTimeOfDay(int field, LocalTime time) throws DataFileException;

    /// Adds a word; a blank one is missing.
    void addText(int field, String text) throws DataFileException;

    void addMissing(int field) throws DataFileException;

    void endRow() throws DataFileException;

    /// The place of the current row, for messages, such as `houses.parquet, row 17`.
    String here();
}
