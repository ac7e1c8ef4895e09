package dev.lamina.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A JSON object. Its accessors give a member as the type that is wanted and say by name what is wrong with it.
///
/// @param members in the order of the text
public record JsonObject(SequencedMap<String, JsonValue> members) implements JsonValue {

    public JsonObject {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The object with a string for each entry.
    public static JsonObject ofTexts(Map<String, String> entries) {
        Builder builder = builder();
        entries.forEach(builder::put);
        return builder.build();
    }

    /// Refuses members with other names.
    public void allowOnly(String... names) throws JsonException {
        Set<String> known = Set.of(names);
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw new JsonException("unknown member \"" + name + "\"; known are " + String.join(", ", names));
            }
        }
    }

    public JsonValue get(String name) throws JsonException {
        JsonValue value = members.get(name);
        if (value == null) {
            throw new JsonException("member \"" + name + "\" is missing");
        }
        return value;
    }

    public String text(String name) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof Text(String text)) {
            return text;
        }
        throw wrong(name, value, "a string");
    }

    /// The string of a member that may be absent.
    public Optional<String> optionalText(String name) throws JsonException {
        return members.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean bool(String name) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof Bool(boolean bool)) {
            return bool;
        }
        throw wrong(name, value, "true or false");
    }

    public JsonNumber number(String name) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof JsonNumber number) {
            return number;
        }
        throw wrong(name, value, "a number");
    }

    public JsonObject object(String name) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong(name, value, "an object");
    }

    public List<JsonValue> array(String name) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof Array(List<JsonValue> elements)) {
            return elements;
        }
        throw wrong(name, value, "an array");
    }

    public long integer(String name) throws JsonException {
        return exactly(name, JsonNumber::asLong);
    }

    /// An integer in a range.
    public int integer(String name, int min, int max) throws JsonException {
        long value = integer(name);
        if (!(value >= min && value <= max)) {
            throw new JsonException("member \"" + name + "\" is " + value + ", expected " + min + " to " + max);
        }
        return (int) value;
    }

    public double asDouble(String name) throws JsonException {
        return exactly(name, JsonNumber::asDouble);
    }

    public float asFloat(String name) throws JsonException {
        return exactly(name, JsonNumber::asFloat);
    }

    /// The elements of an array of objects.
    public List<JsonObject> objects(String name) throws JsonException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonValue element : array(name)) {
            if (!(element instanceof JsonObject object)) {
                throw wrongElement(name, element, "objects");
            }
            objects.add(object);
        }
        return objects;
    }

    /// The elements of an array of whole numbers from min to max.
    public List<Integer> integers(String name, int min, int max) throws JsonException {
        List<Integer> integers = new ArrayList<>();
        for (JsonValue element : array(name)) {
            if (!(element instanceof JsonNumber number)) {
                throw wrongElement(name, element, "numbers");
            }
            long value = exactly(name, number, JsonNumber::asLong);
            if (value < min || value > max) {
                throw new JsonException("member \"" + name + "\" holds " + value + ", expected " + min + " to " + max);
            }
            integers.add((int) value);
        }
        return integers;
    }

    /// The elements of an array of strings.
    public List<String> texts(String name) throws JsonException {
        List<String> texts = new ArrayList<>();
        for (JsonValue element : array(name)) {
            if (!(element instanceof Text(String text))) {
                throw wrongElement(name, element, "strings");
            }
            texts.add(text);
        }
        return texts;
    }

    @FunctionalInterface
    private interface NumberReader<T> {
        T read(JsonNumber number) throws JsonException;
    }

    private <T> T exactly(String name, NumberReader<T> reader) throws JsonException {
        return exactly(name, number(name), reader);
    }

    private static <T> T exactly(String name, JsonNumber number, NumberReader<T> reader) throws JsonException {
        try {
            return reader.read(number);
        } catch (JsonException e) {
            throw new JsonException("member \"" + name + "\": " + e.getMessage());
        }
    }

    private static JsonException wrong(String name, JsonValue value, String expected) {
        return new JsonException("member \"" + name + "\" is " + value.kind() + ", expected " + expected);
    }

    private static JsonException wrongElement(String name, JsonValue element, String expected) {
        return new JsonException(
                "member \"" + name + "\" holds " + element.kind() + ", expected " + expected + " only");
    }

    @Override
    public String kind() {
        return "an object";
    }

    /// Collects members in order. Not thread-safe.
    public static final class Builder {

        private final SequencedMap<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        /// Appends a member.
        ///
        /// @throws IllegalArgumentException if there is one of that name
        public Builder put(String name, JsonValue value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("there is a member \"" + name + "\" already");
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new Text(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        public Builder put(String name, long value) {
            return put(name, JsonNumber.of(value));
        }

        public Builder put(String name, float value) {
            return put(name, JsonNumber.of(value));
        }

        public Builder put(String name, double value) {
            return put(name, JsonNumber.of(value));
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
