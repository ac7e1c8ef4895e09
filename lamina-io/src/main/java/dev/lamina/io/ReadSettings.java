package dev.lamina.io;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a [TableReader].
///
/// @param delimiter between fields; null to find it
/// @param encoding null for UTF-8, or for what the byte order mark says
/// @param decimal the decimal point: `.` or `,`
/// @param categories the columns whose cells are always words
/// @param standardInput what the source `-` reads; null for the JVM's
/// @param memoryLimit bytes that a table may take
record ReadSettings(
        @Nullable Character delimiter,
        @Nullable Charset encoding,
        char decimal,
        MissingWords missing,
        Set<String> categories,
        @Nullable InputStream standardInput,
        long memoryLimit) {

    ReadSettings {
        categories = Set.copyOf(categories);
    }

    ReadSettings delimiter(char delimiter) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings encoding(Charset encoding) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings decimal(char decimal) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings missing(MissingWords missing) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings categories(Set<String> categories) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings standardInput(InputStream standardInput) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }

    ReadSettings memoryLimit(long memoryLimit) {
        return new ReadSettings(delimiter, encoding, decimal, missing, categories, standardInput, memoryLimit);
    }
}
