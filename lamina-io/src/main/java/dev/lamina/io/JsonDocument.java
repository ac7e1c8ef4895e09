package dev.lamina.io;

import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A table that is one JSON object, as pandas and web services write it, taken apart into its rows:
///
/// - an array of objects as the only member: `{"data": [{…}, …]}`
/// - the same below pandas' `schema`, whose `index` is left out
/// - names and arrays of values: `{"columns": ["a"], "data": [[1], [2]]}`, also with an `index`
/// - an array of values for each column: `{"a": [1, 2], "b": ["x", "y"]}`
/// - an object of values for each column, under the numbers of the rows: `{"a": {"0": 1, "1": 2}}`
/// - an object for each row, under its number: `{"0": {"a": 1}, "1": {"a": 2}}`
final class JsonDocument {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final SequencedMap<String, JsonValue> members;
    private final String source;

    private JsonDocument(JsonObject document, String source) {
        this.members = document.members();
        this.source = source;
    }

    /// The rows; empty if the object is none of these but a row itself.
    ///
    /// @throws DataFileException if columns differ in length, or it is not clear which names are those of columns
    static Optional<Iterator<JsonObject>> rows(JsonObject document, String source) throws DataFileException {
        return new JsonDocument(document, source).rows();
    }

    private Optional<Iterator<JsonObject>> rows() throws DataFileException {
        Set<String> names = members.keySet();
        boolean table = names.equals(Set.of("schema", "data"));
        List<JsonObject> objects =
                table || names.size() == 1 ? objects(members.lastEntry().getValue()) : List.of();
        if (!objects.isEmpty()) {
            return Optional.of(
                    table ? objects.stream().map(JsonDocument::withoutIndex).iterator() : objects.iterator());
        }
        if (members.get("columns") instanceof JsonValue.Array(List<JsonValue> columns)
                && members.get("data") instanceof JsonValue.Array(List<JsonValue> data)
                && Set.of("columns", "index", "data").containsAll(names)
                && columns.stream().allMatch(JsonValue.Text.class::isInstance)
                && data.stream().allMatch(JsonValue.Array.class::isInstance)) {
            return Optional.of(split(columns, data));
        }
        if (!names.isEmpty() && members.values().stream().allMatch(JsonDocument::isArrayOfValues)) {
            return Optional.of(byColumn());
        }
        if (!names.isEmpty() && members.values().stream().allMatch(JsonDocument::isObjectOfValues)) {
            return byNumber();
        }
        return Optional.empty();
    }

    /// The elements of an array of objects; none if it is something else.
    private static List<JsonObject> objects(JsonValue value) {
        return value instanceof JsonValue.Array(List<JsonValue> elements)
                        && elements.stream().allMatch(JsonObject.class::isInstance)
                ? elements.stream().map(JsonObject.class::cast).toList()
                : List.of();
    }

    private static JsonObject withoutIndex(JsonObject row) {
        SequencedMap<String, JsonValue> members = new LinkedHashMap<>(row.members());
        members.remove("index");
        return new JsonObject(members);
    }

    private Iterator<JsonObject> split(List<JsonValue> columns, List<JsonValue> data) throws DataFileException {
        List<JsonObject> rows = new ArrayList<>();
        for (JsonValue value : data) {
            List<JsonValue> cells = ((JsonValue.Array) value).elements();
            if (cells.size() != columns.size()) {
                throw new DataFileException("%s, row %d: expected %d values as in \"columns\", got %d"
                        .formatted(source, rows.size() + 1, columns.size(), cells.size()));
            }
            SequencedMap<String, JsonValue> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                String name = ((JsonValue.Text) columns.get(i)).value();
                if (row.put(name, cells.get(i)) != null) {
                    throw new DataFileException(source + ": duplicate column name \"" + name + "\"; rename one");
                }
            }
            rows.add(new JsonObject(row));
        }
        return rows.iterator();
    }

    private Iterator<JsonObject> byColumn() throws DataFileException {
        String firstName = members.firstEntry().getKey();
        int length =
                ((JsonValue.Array) members.firstEntry().getValue()).elements().size();
        for (Map.Entry<String, JsonValue> column : members.entrySet()) {
            int size = ((JsonValue.Array) column.getValue()).elements().size();
            if (size != length) {
                throw new DataFileException("%s: column \"%s\" has %d values, column \"%s\" has %d"
                        .formatted(source, firstName, length, column.getKey(), size));
            }
        }
        return IntStream.range(0, length).mapToObj(this::row).iterator();
    }

    /// A row of columns that are arrays.
    private JsonObject row(int number) {
        SequencedMap<String, JsonValue> row = new LinkedHashMap<>();
        members.forEach((name, column) ->
                row.put(name, ((JsonValue.Array) column).elements().get(number)));
        return new JsonObject(row);
    }

    private Optional<Iterator<JsonObject>> byNumber() throws DataFileException {
        SequencedMap<String, JsonValue> first =
                ((JsonObject) members.firstEntry().getValue()).members();
        boolean alike = members.values().stream()
                .allMatch(value -> ((JsonObject) value).members().keySet().equals(first.keySet()));
        boolean numbersInside = areNumbers(first.keySet());
        boolean numbersOutside = areNumbers(members.keySet());
        if (numbersInside == numbersOutside) {
            if (!alike || members.size() < 2 || first.isEmpty()) {
                return Optional.empty();
            }
            throw new DataFileException(source
                    + ": objects in an object, of rows or of columns? write an array with an object for each row, in"
                    + " pandas by orient=\"records\"");
        }
        return Optional.of(numbersOutside ? rowsByNumber() : columnsByNumber());
    }

    private Iterator<JsonObject> rowsByNumber() {
        return members.values().stream().map(JsonObject.class::cast).iterator();
    }

    private Iterator<JsonObject> columnsByNumber() {
        SequencedSet<String> numbers = new LinkedHashSet<>();
        members.values()
                .forEach(
                        column -> numbers.addAll(((JsonObject) column).members().keySet()));
        return numbers.stream().map(this::row).iterator();
    }

    /// A row of columns that are objects.
    private JsonObject row(String number) {
        SequencedMap<String, JsonValue> row = new LinkedHashMap<>();
        members.forEach((name, column) -> {
            JsonValue cell = ((JsonObject) column).members().get(number);
            if (cell != null) {
                row.put(name, cell);
            }
        });
        return new JsonObject(row);
    }

    private static boolean areNumbers(Set<String> names) {
        return !names.isEmpty()
                && names.stream().allMatch(name -> NUMBER.matcher(name).matches());
    }

    private static boolean isArrayOfValues(JsonValue value) {
        return value instanceof JsonValue.Array(List<JsonValue> elements)
                && elements.stream().allMatch(JsonDocument::isValue);
    }

    private static boolean isObjectOfValues(JsonValue value) {
        return value instanceof JsonObject object
                && object.members().values().stream().allMatch(JsonDocument::isValue);
    }

    private static boolean isValue(JsonValue value) {
        return switch (value) {
            case JsonNumber _, JsonValue.Text _, JsonValue.Bool _, JsonValue.Null _ -> true;
            case JsonValue.Array _, JsonObject _ -> false;
        };
    }
}
