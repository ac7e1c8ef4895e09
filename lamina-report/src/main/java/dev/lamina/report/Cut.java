package dev.lamina.report;

import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.report.trace.Corners;
import java.util.Arrays;

/// Which rows or columns of a matrix the page shows.
///
/// @param size how many there are
/// @param shown the indices of those that [Corners] shows
record Cut(int size, int[] shown) {

    static Cut of(int size) {
        return new Cut(size, Corners.of(size));
    }

    /// The shown numbers of a vector; those that are not finite are null.
    JsonValue of(double[] values) {
        return new JsonValue.Array(Arrays.stream(shown)
                .<JsonValue>mapToObj(j -> Double.isFinite(values[j]) ? JsonNumber.of(values[j]) : new JsonValue.Null())
                .toList());
    }

    /// The shown rows of a matrix, each cut to the columns.
    JsonValue of(double[][] matrix, Cut columns) {
        return new JsonValue.Array(
                Arrays.stream(shown).mapToObj(i -> columns.of(matrix[i])).toList());
    }

    JsonObject.Builder describe(String sizeName, String shownName) {
        JsonValue indices = new JsonValue.Array(
                Arrays.stream(shown).<JsonValue>mapToObj(JsonNumber::of).toList());
        return JsonObject.builder().put(sizeName, size).put(shownName, indices);
    }
}
