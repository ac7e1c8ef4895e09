package dev.lamina.json;

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
    public static final int MAX_VALUES = 200_000;

    /// Characters of one number; the longest that a `double` needs to be exact are 24.
    public static final int MAX_NUMBER_LENGTH = 1000;

    private final String text;
    private int at;
    private int depth;
    private int values;

    private JsonReader(String text) {
        this.text = text;
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
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        JsonValue value = reader.value();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.unexpected("the end");
        }
        return value;
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

    private JsonValue value() throws JsonException {
        if (++values > MAX_VALUES) {
            throw error("more than " + MAX_VALUES + " values");
        }
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new JsonValue.Text(string());
            case 't' -> word("true", new JsonValue.Bool(true));
            case 'f' -> word("false", new JsonValue.Bool(false));
            case 'n' -> word("null", new JsonValue.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("a value");
        };
    }

    private JsonObject object() throws JsonException {
        SequencedMap<String, JsonValue> members = new LinkedHashMap<>();
        if (open('}')) {
            do {
                skipSpace();
                if (peek() != '"') {
                    throw unexpected("a name in quotes");
                }
                int start = at;
                String name = string();
                skipSpace();
                expect(':');
                skipSpace();
                if (members.put(name, value()) != null) {
                    at = start;
                    throw error("the name \"" + abbreviate(name) + "\" a second time in one object");
                }
            } while (more('}'));
        }
        return new JsonObject(members);
    }

    private JsonValue array() throws JsonException {
        List<JsonValue> elements = new ArrayList<>();
        if (open(']')) {
            do {
                skipSpace();
                elements.add(value());
            } while (more(']'));
        }
        return new JsonValue.Array(elements);
    }

    /// Goes into an object or array; false if it is empty and left again.
    private boolean open(char end) throws JsonException {
        if (++depth > MAX_DEPTH) {
            throw error("more than " + MAX_DEPTH + " arrays and objects within each other");
        }
        at++;
        skipSpace();
        if (peek() == end) {
            at++;
            depth--;
            return false;
        }
        return true;
    }

    /// After an element: true if another follows, false if this was the last and its object or array is left.
    private boolean more(char end) throws JsonException {
        skipSpace();
        int c = peek();
        if (c == ',') {
            at++;
            return true;
        }
        if (c != end) {
            throw unexpected("\",\" or \"" + end + "\"");
        }
        at++;
        depth--;
        return false;
    }

    private JsonValue word(String word, JsonValue value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw unexpected("a value");
        }
        at += word.length();
        return value;
    }

    private JsonNumber number() throws JsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            at = start;
            throw error("a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        return new JsonNumber(text.substring(start, at));
    }

    private void digits() throws JsonException {
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws JsonException {
        int start = ++at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            int c = peek();
            if (c == '\\') {
                at++;
                string.append(escaped());
            } else if (c >= 0x20) {
                at++;
                string.append((char) c);
            } else {
                throw unexpected("a character of a string");
            }
        }
        at++;
        return paired(string, start);
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    /// The character after a backslash.
    private char escaped() throws JsonException {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> fourHexDigits();
            default -> {
                at--;
                throw unexpected("one of \" \\ / b f n r t u after a backslash");
            }
        };
    }

    private char fourHexDigits() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("four hex digits after \\u");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    /// The string if each of its surrogates is one of a pair.
    private String paired(StringBuilder string, int start) throws JsonException {
        // A pair is one code point, half of one is its own.
        OptionalInt half = string.codePoints()
                .filter(c -> Character.getType(c) == Character.SURROGATE)
                .findFirst();
        if (half.isPresent()) {
            at = start;
            throw error(String.format("half of a surrogate pair (\\u%04x) in a string", half.getAsInt()));
        }
        return string.toString();
    }

    /// The current character, −1 at the end.
    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void expect(char c) throws JsonException {
        if (peek() != c) {
            throw unexpected("\"" + c + "\"");
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException unexpected(String expected) {
        int c = peek();
        String came;
        if (c < 0) {
            came = "the end of the text";
        } else if (c <= 0x20 || c >= 0x7f) {
            came = String.format("U+%04X", c);
        } else {
            came = "'" + (char) c + "'";
        }
        return error("expected " + expected + ", got " + came);
    }

    private JsonException error(String what) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonException("line " + line + ", column " + (at - lineStart + 1) + ": " + what);
    }

    private static String abbreviate(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
