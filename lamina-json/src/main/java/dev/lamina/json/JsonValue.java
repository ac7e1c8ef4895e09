package dev.lamina.json;

import java.util.List;

/// A JSON value. Immutable and thread-safe.
public sealed interface JsonValue
        permits JsonNumber, JsonObject, JsonValue.Array, JsonValue.Bool, JsonValue.Null, JsonValue.Text {

    /// What the value is, in words for messages: `a number`, `an object`, …
    String kind();

    record Array(List<JsonValue> elements) implements JsonValue {
        public Array {
            elements = List.copyOf(elements);
        }

        /// An array of strings.
        public static Array ofTexts(List<String> texts) {
            return new Array(texts.stream().<JsonValue>map(Text::new).toList());
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    record Text(String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    record Bool(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    record Null() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
