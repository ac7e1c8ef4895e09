package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStreamTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,{\"a\":[2]},\"x\"]",
                " [\n1 ,\n{\"a\":[2]},\n\"x\"\n] \n",
                "1\n{\"a\":[2]}\n\"x\"",
                "\r\n1\r\n\r\n{\"a\":\n[2]}\n\"x\"\r\n"
            })
    void givesTheElementsOfAnArrayAndTheValuesOfLines(String text) throws IOException {
        assertThat(values(new StringReader(text)))
                .containsExactly(
                        new JsonNumber("1"),
                        JsonObject.builder()
                                .put("a", new JsonValue.Array(List.of(new JsonNumber("2"))))
                                .build(),
                        new JsonValue.Text("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", " [ ] "})
    void givesNothingOfAnEmptyText(String text) throws IOException {
        assertThat(values(new StringReader(text))).isEmpty();
    }

    @Test
    void tellsTheLineOnWhichAValueStarts() throws IOException {
        JsonStream stream = new JsonStream(new StringReader("[1,\n\n{\n},\n3]"));
        List<Integer> lines = new ArrayList<>();
        while (stream.next() != null) {
            lines.add(stream.line());
        }
        assertThat(lines).containsExactly(1, 3, 5);
    }

    @Test
    void readsTheSameWhereverThePiecesEnd() throws IOException {
        String number = "-1234567890.5e-3";
        String text = ("{\"na\\u006de\": " + number + ", \"b\": true, \"w\": \"é😀\\n\"}\n").repeat(3000);
        assertThat(values(new StringReader(text))).hasSize(3000);
        assertThat(values(new OneByOne(text))).isEqualTo(values(new StringReader(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    [1 2]     | x.json:1: expected "," or "]", got '2' (character 4)
                    [1        | x.json:1: expected "," or "]", got the end of the text (character 3)
                    [1,       | x.json:1: expected a value, got the end of the text (character 4)
                    [1,]      | x.json:1: expected a value, got ']' (character 4)
                    [1] 2     | x.json:1: expected the end, got '2' (character 5)
                    {} {}     | x.json:1: expected the end of the line, got '{' (character 4)
                    {},       | x.json:1: expected the end of the line, got ',' (character 3)
                    {"a":     | x.json:1: expected a value, got the end of the text (character 6)
                    """)
    void saysWhereTextIsNotJson(String text, String message) {
        assertThatThrownBy(() -> values(new StringReader(text)))
                .isInstanceOfSatisfying(
                        JsonException.class,
                        e -> assertThat(e.messageFor("x.json")).isEqualTo(message));
    }

    @Test
    void refusesAValueWithoutEnd() {
        String text = "\"" + "x".repeat(JsonStream.MAX_LENGTH + 10_000);
        assertThatThrownBy(() -> values(new StringReader(text)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("a value of more than 16777216 characters");
    }

    private static List<JsonValue> values(Reader text) throws IOException {
        JsonStream stream = new JsonStream(text);
        List<JsonValue> values = new ArrayList<>();
        for (JsonValue value = stream.next(); value != null; value = stream.next()) {
            values.add(value);
        }
        assertThat(stream.next()).isNull();
        return values;
    }

    /// Hands out one character at a time.
    private static final class OneByOne extends Reader {

        private final StringReader text;

        OneByOne(String text) {
            this.text = new StringReader(text);
        }

        @Override
        public int read(char[] output, int offset, int length) throws IOException {
            return text.read(output, offset, 1);
        }

        @Override
        public void close() {}
    }
}
