package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsEveryKindOfValue() throws JsonException {
        JsonObject object = JsonReader.parseObject(
                " {\"a\" : [1, -0.5e3, true,\tfalse, null],\r\n \"b\": {\"c\": \"\"}, \"d\": []} ");

        assertThat(object.array("a"))
                .containsExactly(
                        new JsonNumber("1"),
                        new JsonNumber("-0.5e3"),
                        new JsonValue.Bool(true),
                        new JsonValue.Bool(false),
                        new JsonValue.Null());
        assertThat(object.object("b").text("c")).isEmpty();
        assertThat(object.array("d")).isEmpty();
        assertThat(object.members().sequencedKeySet()).containsExactly("a", "b", "d");
    }

    @Test
    void resolvesEscapes() throws JsonException {
        assertThat(JsonReader.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\ude00é😀\""))
                .isEqualTo(new JsonValue.Text("\"\\/\b\f\n\r\tA😀é😀"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''              | line 1, column 1: expected a value, got the end of the text
                    [1,]            | line 1, column 4: expected a value, got ']'
                    [1 2]           | line 1, column 4: expected "," or "]", got '2'
                    {"a":1,}        | line 1, column 8: expected a name in quotes, got '}'
                    {a:1}           | line 1, column 2: expected a name in quotes, got 'a'
                    {"a" 1}         | line 1, column 6: expected ":", got '1'
                    {"a":1,"a":2}   | line 1, column 8: the name "a" a second time in one object
                    01              | line 1, column 2: expected the end, got '1'
                    -               | line 1, column 2: expected a digit, got the end of the text
                    1.              | line 1, column 3: expected a digit, got the end of the text
                    .5              | line 1, column 1: expected a value, got '.'
                    +1              | line 1, column 1: expected a value, got '+'
                    1e+             | line 1, column 4: expected a digit, got the end of the text
                    NaN             | line 1, column 1: expected a value, got 'N'
                    nul             | line 1, column 1: expected a value, got 'n'
                    1 2             | line 1, column 3: expected the end, got '2'
                    "a              | line 1, column 3: expected a character of a string, got the end of the text
                    "\\x"            | line 1, column 3: expected one of " \\ / b f n r t u after a backslash, got 'x'
                    "\\u00g0"        | line 1, column 6: expected four hex digits after \\u, got 'g'
                    "\\ud800"        | line 1, column 2: half of a surrogate pair (\\ud800) in a string
                    "\\udc00\\ud800"  | line 1, column 2: half of a surrogate pair (\\udc00) in a string
                    /**/1           | line 1, column 1: expected a value, got '/'
                    """, quoteCharacter = '\'')
    void saysWhereTextIsNotJson(String text, String message) {
        assertThatThrownBy(() -> JsonReader.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @Test
    void saysLineAndColumn() {
        assertThatThrownBy(() -> JsonReader.parse("{\n  \"a\": [\n    x\n"))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 3, column 5: expected a value, got 'x'");
    }

    @Test
    void refusesControlCharactersInStrings() {
        assertThatThrownBy(() -> JsonReader.parse("\"a\nb\""))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 1, column 3: expected a character of a string, got U+000A");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] overlongSlash = {'"', (byte) 0xc0, (byte) 0xaf, '"'};

        assertThatThrownBy(() -> JsonReader.parse(overlongSlash))
                .isInstanceOf(JsonException.class)
                .hasMessage("expected UTF-8, got other bytes");
    }

    @Test
    void refusesDeepTextBeforeTheStackEnds() throws JsonException {
        String deepest = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);

        assertThat(JsonReader.parse(deepest)).isInstanceOf(JsonValue.Array.class);
        assertThatThrownBy(() -> JsonReader.parse("[" + deepest + "]"))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 1, column 65: more than 64 arrays and objects within each other");
        assertThatThrownBy(() -> JsonReader.parse("{\"\":".repeat(1_000_000)))
                .hasMessageContaining("more than 64 arrays and objects");
    }

    @Test
    void refusesTooManyValues() {
        assertThatThrownBy(() -> JsonReader.parse("[" + "[],".repeat(JsonReader.MAX_VALUES) + "0]"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("more than 1000000 values");
    }

    @Test
    void refusesLongNumbers() {
        assertThatThrownBy(() -> JsonReader.parse("1".repeat(1001)))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 1, column 1: a number of more than 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "9223372036854775808"})
    void refusesIntegersThatAreNone(String number) {
        assertThatThrownBy(
                        () -> JsonReader.parseObject("{\"n\":" + number + "}").integer("n"))
                .isInstanceOf(JsonException.class)
                .hasMessage("member \"n\": expected an integer, got " + number);
    }

    @Test
    void refusesNumbersBeyondTheType() {
        assertThatThrownBy(() -> new JsonNumber("1e309").asDouble())
                .hasMessage("expected a number within the range of a double, got 1e309");
        assertThatThrownBy(() -> new JsonNumber("1e39").asFloat())
                .hasMessage("expected a number within the range of a float, got 1e39");
    }

    @Test
    void namesTheMemberThatIsNotAsWanted() throws JsonException {
        JsonObject object = JsonReader.parseObject("{\"a\":1,\"b\":[\"x\",2]}");

        assertThatThrownBy(() -> object.text("a")).hasMessage("member \"a\" is a number, expected a string");
        assertThatThrownBy(() -> object.text("c")).hasMessage("member \"c\" is missing");
        assertThatThrownBy(() -> object.texts("b")).hasMessage("member \"b\" holds a number, expected strings only");
        assertThatThrownBy(() -> object.integer("a", 2, 3)).hasMessage("member \"a\" is 1, expected 2 to 3");
        assertThatThrownBy(() -> object.allowOnly("a")).hasMessage("unknown member \"b\"; known are a");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] text = "{\"a\":[1,\"é\\n\",{\"b\":null}]}".getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < text.length; length++) {
            byte[] cut = Arrays.copyOf(text, length);
            assertThatThrownBy(() -> JsonReader.parse(cut)).isInstanceOf(JsonException.class);
        }
    }
}
