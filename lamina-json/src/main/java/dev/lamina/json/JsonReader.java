package dev.lamina.json;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// Reads one JSON value by the letter of RFC 8259: no comments, no trailing commas, no NaN, no leading zeros,
/// no control characters in strings, no lone surrogates, no second value. Stricter in one point: an object has
/// no name twice.
///
/// Memory is in proportion to the text, whose size the caller bounds; depth and number of values have limits of
/// their own, so that neither the stack nor the heap suffers from text made of brackets.
public final class JsonReader {

    /// Arrays and objects within each other.
    public static final int MAX_DEPTH = 64;

    /// Values in one text, names not counted.
    public static final int MAX_VALUES = 1_000_000;

    /// Characters of one number; the longest that a `double` needs to be exact are 24.
    public static final int MAX_NUMBER_LENGTH = 1000;

    private final JsonText text;
    private final int maxValues;
    private final boolean lenient;
    private int depth;
    private int values;

    /// @param lenient whether `NaN`, `Infinity` and `-Infinity` are read, as [JsonStream] says
    JsonReader(JsonText text, int maxValues, boolean lenient) {
        this.text = text;
        this.maxValues = maxValues;
        this.lenient = lenient;
    }

    /// The value of UTF-8 text.
    ///
    /// @throws JsonException if the bytes are not UTF-8 or the text is not JSON
    public static JsonValue parse(byte[] utf8) throws JsonException {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("expected UTF-8, got other bytes");
        }
    }

    /// The value of the text.
    ///
    /// @throws JsonException if the text is not JSON
    public static JsonValue parse(String text) throws JsonException {
        try {
            return new JsonReader(new JsonText(Reader.of(text)), MAX_VALUES, false).whole();
        } catch (JsonException e) {
            throw e;
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string is always read", impossible);
        }
    }

    /// The object of UTF-8 text.
    ///
    /// @throws JsonException if the text is not a JSON object
    public static JsonObject parseObject(byte[] utf8) throws JsonException {
        return object(parse(utf8));
    }

    /// The object of the text.
    ///
    /// @throws JsonException if the text is not a JSON object
    public static JsonObject parseObject(String text) throws JsonException {
        return object(parse(text));
    }

    private static JsonObject object(JsonValue value) throws JsonException {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object, got " + value.kind());
    }

    private JsonValue whole() throws IOException {
        text.skipSpace();
        JsonValue value = value();
        text.skipSpace();
        if (text.peek() >= 0) {
            throw text.unexpected("the end");
        }
        return value;
    }

    /// The value that starts here.
    JsonValue value() throws IOException {
        if (++values > maxValues) {
            throw text.error("more than " + maxValues + " values");
        }
        int c = text.peek();
        if (lenient && (c == 'N' || c == 'I')) {
            return c == 'N' ? word("NaN", new JsonValue.Null()) : infinity("");
        }
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new JsonValue.Text(string());
            case 't' -> word("true", new JsonValue.Bool(true));
            case 'f' -> word("false", new JsonValue.Bool(false));
            case 'n' -> word("null", new JsonValue.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw text.unexpected("a value");
        };
    }

    private JsonObject object() throws IOException {
        SequencedMap<String, JsonValue> members = new LinkedHashMap<>();
        if (open('}')) {
            do {
                text.skipSpace();
                if (text.peek() != '"') {
                    throw text.unexpected("a name in quotes");
                }
                long start = text.position();
                String name = string();
                if (members.containsKey(name)) {
                    throw text.error(start, "the name \"" + abbreviate(name) + "\" a second time in one object");
                }
                text.skipSpace();
                if (text.peek() != ':') {
                    throw text.unexpected("\":\"");
                }
                text.skip();
                text.skipSpace();
                members.put(name, value());
            } while (more('}'));
        }
        return new JsonObject(members);
    }

    private JsonValue array() throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        if (open(']')) {
            do {
                text.skipSpace();
                elements.add(value());
            } while (more(']'));
        }
        return new JsonValue.Array(elements);
    }

    /// Goes into an object or array; false if it is empty and left again.
    private boolean open(char end) throws IOException {
        if (++depth > MAX_DEPTH) {
            throw text.error("more than " + MAX_DEPTH + " arrays and objects within each other");
        }
        text.skip();
        text.skipSpace();
        if (text.peek() == end) {
            text.skip();
            depth--;
            return false;
        }
        return true;
    }

    /// After an element: true if another follows, false if this was the last and its object or array is left.
    private boolean more(char end) throws IOException {
        text.skipSpace();
        int c = text.peek();
        if (c != ',' && c != end) {
            throw text.unexpected("\",\" or \"" + end + "\"");
        }
        text.skip();
        depth -= c == end ? 1 : 0;
        return c == ',';
    }

    private JsonValue word(String word, JsonValue value) throws IOException {
        if (!text.skip(word)) {
            throw text.unexpected("a value");
        }
        return value;
    }

    private JsonValue infinity(String sign) throws IOException {
        return word("Infinity", new JsonNumber(sign + "Infinity"));
    }

    private JsonValue number() throws IOException {
        long start = text.position();
        StringBuilder number = new StringBuilder();
        if (text.peek() == '-') {
            take(number);
            if (lenient && text.peek() == 'I') {
                return infinity("-");
            }
        }
        if (text.peek() == '0') {
            take(number);
        } else {
            takeDigits(number);
        }
        if (text.peek() == '.') {
            take(number);
            takeDigits(number);
        }
        if (text.peek() == 'e' || text.peek() == 'E') {
            take(number);
            if (text.peek() == '+' || text.peek() == '-') {
                take(number);
            }
            takeDigits(number);
        }
        if (number.length() > MAX_NUMBER_LENGTH) {
            throw text.error(start, "a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        return new JsonNumber(number.toString());
    }

    private void take(StringBuilder number) throws IOException {
        number.append((char) text.peek());
        text.skip();
    }

    private void takeDigits(StringBuilder number) throws IOException {
        if (!isDigit(text.peek())) {
            throw text.unexpected("a digit");
        }
        while (isDigit(text.peek())) {
            take(number);
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws IOException {
        text.skip();
        long start = text.position();
        StringBuilder string = new StringBuilder();
        boolean surrogates = false;
        text.appendPlain(string);
        for (int c = text.peek(); c != '"'; c = text.peek()) {
            if (c < 0x20) {
                throw text.unexpected("a character of a string");
            }
            text.skip();
            char character = c == '\\' ? escaped() : (char) c;
            surrogates |= Character.isSurrogate(character);
            string.append(character);
            text.appendPlain(string);
        }
        text.skip();
        if (surrogates) {
            requirePairs(string, start);
        }
        return string.toString();
    }

    /// The character after a backslash.
    private char escaped() throws IOException {
        int c = text.peek();
        char character = switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> 'u';
            default -> throw text.unexpected("one of \" \\ / b f n r t u after a backslash");
        };
        text.skip();
        return c == 'u' ? fourHexDigits() : character;
    }

    private char fourHexDigits() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = text.peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw text.unexpected("four hex digits after \\u");
            }
            code = code << 4 | digit;
            text.skip();
        }
        return (char) code;
    }

    private void requirePairs(StringBuilder string, long start) throws JsonException {
        // A pair is one code point, half of one is its own.
        OptionalInt half = string.codePoints()
                .filter(c -> Character.getType(c) == Character.SURROGATE)
                .findFirst();
        if (half.isPresent()) {
            throw text.error(start, String.format("half of a surrogate pair (\\u%04x) in a string", half.getAsInt()));
        }
    }

    private static String abbreviate(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
