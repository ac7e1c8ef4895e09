package dev.lamina.io;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonStream;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads JSON into a table, object by object: an array of objects, objects each on a line of its own, or what
/// [JsonDocument] takes apart. Every object is a row and every name a column, in the order in which the names
/// appear; a name that an object lacks is a missing cell, as null is.
///
/// Numbers, strings and true and false are cells as they are written; what a column holds is decided as for every text.
/// `NaN` is a missing cell.
final class JsonFile {

    private static final Pattern MAY_BE_TOO_LARGE = Pattern.compile("[eE]|\\d{300}");

    /// What a value takes with its name while a document is held as a whole.
    private static final int BYTES_OF_A_VALUE = 300;

    /// So many values are read even where memory is short.
    private static final int FEWEST_VALUES = 200_000;

    private static final class Member {

        private final int field;
        private int lastRow = -1;

        Member(int field) {
            this.field = field;
        }
    }

    private final String source;
    private final TableBuilder table;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private int row;

    private JsonFile(String source, TableBuilder table) {
        this.source = source;
        this.table = table;
    }

    /// Adds the rows of `text` to the table.
    ///
    /// @param source for messages
    static void read(TextInput text, String source, ReadSettings settings, TableBuilder table) throws IOException {
        int maxLength = Math.clamp(settings.memoryLimit() / 4, JsonStream.MAX_LENGTH, Integer.MAX_VALUE);
        int maxValues = Math.clamp(settings.memoryLimit() / BYTES_OF_A_VALUE, FEWEST_VALUES, Integer.MAX_VALUE);
        new JsonFile(source, table).readAll(new JsonStream(text, maxLength, maxValues));
    }

    private void readAll(JsonStream values) throws IOException {
        table.startSource(source);
        JsonValue first = values.next();
        int line = values.line();
        JsonValue second = values.next();
        Optional<Iterator<JsonObject>> rows = first instanceof JsonObject document && second == null
                ? JsonDocument.rows(document, source)
                : Optional.empty();
        if (rows.isPresent()) {
            while (rows.get().hasNext()) {
                addRow(rows.get().next());
            }
        } else if (first != null) {
            addValue(line, first);
            for (JsonValue value = second; value != null; value = values.next()) {
                addValue(values.line(), value);
            }
        }
        if (row == 0) {
            throw new DataFileException(source + ": no objects; expected an array of them, or one on each line");
        }
        table.endFields(source);
        table.endSource();
    }

    private void addValue(int line, JsonValue value) throws DataFileException {
        table.startLine(line);
        if (!(value instanceof JsonObject object)) {
            throw new DataFileException(
                    table.here() + ": expected an object with the names of the columns, got " + value.kind());
        }
        addRow(object);
    }

    private void addRow(JsonObject object) throws DataFileException {
        for (Map.Entry<String, JsonValue> entry : object.members().entrySet()) {
            String name = entry.getKey();
            Member member = members.get(name);
            if (member == null) {
                member = new Member(table.addField(table.here(), new TableBuilder.Field(name, Typing.BY_STRING)));
                members.put(name, member);
            }
            if (table.isRead(member.field)) {
                addCell(name, member, entry.getValue());
            }
            member.lastRow = row;
        }
        for (Member member : members.values()) {
            if (member.lastRow != row) {
                table.addMissing(member.field);
            }
        }
        table.endRow();
        row++;
    }

    private void addCell(String name, Member member, JsonValue value) throws DataFileException {
        switch (value) {
            case JsonValue.Null() -> table.addMissing(member.field);
            case JsonNumber number -> table.addText(member.field, finite(name, number));
            case JsonValue.Text(String text) -> table.addText(member.field, text);
            case JsonValue.Bool(boolean bool) -> table.addText(member.field, Boolean.toString(bool));
            case JsonValue.Array nested -> throw nested(name, nested);
            case JsonObject nested -> throw nested(name, nested);
        }
    }

    private String finite(String name, JsonNumber number) throws DataFileException {
        try {
            if (MAY_BE_TOO_LARGE.matcher(number.text()).find()) {
                number.asDouble();
            }
            return number.text();
        } catch (JsonException e) {
            throw new DataFileException(e.messageFor(table.here() + ": column \"" + name + "\""), e);
        }
    }

    private DataFileException nested(String name, JsonValue value) {
        boolean rows = value instanceof JsonValue.Array(List<JsonValue> elements)
                && !elements.isEmpty()
                && elements.stream().allMatch(JsonObject.class::isInstance);
        return new DataFileException(
                "%s: column \"%s\" expects a number, a string, true, false or null, got %s; give its parts columns of their own%s"
                        .formatted(
                                table.here(),
                                name,
                                value.kind(),
                                rows ? ", or write this array alone if its objects are the rows" : ""));
    }
}
