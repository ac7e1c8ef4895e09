package dev.lamina.io;

import dev.lamina.data.TimeFormat;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a [TableReader].
///
/// @param delimiter between fields; null to find it
/// @param encoding null for UTF-8, or for what the byte order mark says
/// @param givenDecimal the decimal point: `.` or `,`; null to find it
/// @param dates the order of day and month where the year stands last; null to find it
/// @param categories the columns whose cells are always words
/// @param unsure the columns whose kind is decided only when all of their cells are read
/// @param standardInput what the source `-` reads; null for the JVM's
/// @param memoryLimit bytes that a table may take
record ReadSettings(
        @Nullable Character delimiter,
        @Nullable Charset encoding,
        @Nullable Character givenDecimal,
        @Nullable TimeFormat dates,
        MissingWords missing,
        ColumnNames categories,
        Set<String> unsure,
        @Nullable InputStream standardInput,
        long memoryLimit) {

    ReadSettings {
        unsure = Set.copyOf(unsure);
    }

    static ReadSettings defaults(long memoryLimit) {
        return new ReadSettings(
                null,
                null,
                null,
                null,
                new MissingWords(List.of()),
                new ColumnNames(List.of()),
                Set.of(),
                null,
                memoryLimit);
    }

    /// The decimal point of plain numbers.
    char decimal() {
        return givenDecimal == null ? '.' : givenDecimal;
    }

    ReadSettings delimiter(char delimiter) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings encoding(Charset encoding) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings decimal(char decimal) {
        return new ReadSettings(
                delimiter, encoding, decimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings dates(TimeFormat dates) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings missing(MissingWords missing) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings categories(ColumnNames categories) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings unsure(Set<String> unsure) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings standardInput(InputStream standardInput) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }

    ReadSettings memoryLimit(long memoryLimit) {
        return new ReadSettings(
                delimiter, encoding, givenDecimal, dates, missing, categories, unsure, standardInput, memoryLimit);
    }
}
