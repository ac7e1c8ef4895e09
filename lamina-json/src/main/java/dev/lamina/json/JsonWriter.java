package dev.lamina.json;

import java.util.Map;

/// Writes JSON on one line without spaces, members in their order: the same value always gives the same text.
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /// The text of a value.
    ///
    /// @throws IllegalArgumentException for a string with half of a surrogate pair, which UTF-8 cannot hold
    public static String write(JsonValue value) {
        JsonWriter writer = new JsonWriter();
        writer.append(value);
        return writer.out.toString();
    }

    private void append(JsonValue value) {
        switch (value) {
            case JsonObject object -> append(object);
            case JsonValue.Array array -> append(array);
            case JsonValue.Text(String text) -> append(text);
            case JsonNumber(String text) -> out.append(text);
            case JsonValue.Bool(boolean bool) -> out.append(bool);
            case JsonValue.Null() -> out.append("null");
        }
    }

    private void append(JsonObject object) {
        char separator = '{';
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            out.append(separator);
            append(member.getKey());
            out.append(':');
            append(member.getValue());
            separator = ',';
        }
        out.append(object.members().isEmpty() ? "{}" : "}");
    }

    private void append(JsonValue.Array array) {
        char separator = '[';
        for (JsonValue element : array.elements()) {
            out.append(separator);
            append(element);
            separator = ',';
        }
        out.append(array.elements().isEmpty() ? "[]" : "]");
    }

    private void append(String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("a string holds half of a surrogate pair: " + text);
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
