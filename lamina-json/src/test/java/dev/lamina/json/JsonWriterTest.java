package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesMembersInTheirOrder() {
        JsonObject object = JsonObject.builder()
                .put("z", 1L)
                .put("a", true)
                .put("nested", JsonObject.builder().build())
                .put("words", JsonValue.Array.ofTexts(List.of("x", "y")))
                .put("none", new JsonValue.Array(List.of()))
                .put("null", new JsonValue.Null())
                .build();

        assertThat(JsonWriter.write(object))
                .isEqualTo("{\"z\":1,\"a\":true,\"nested\":{},\"words\":[\"x\",\"y\"],\"none\":[],\"null\":null}");
    }

    @Test
    void stringsComeBack() throws JsonException {
        StringBuilder everyCharacter = new StringBuilder();
        for (int c = 0; c < 0x11000; c += c < 0x300 ? 1 : 97) {
            if (c < 0xd800 || c > 0xdfff) {
                everyCharacter.appendCodePoint(c);
            }
        }
        JsonValue text = new JsonValue.Text(everyCharacter.toString());

        assertThat(JsonReader.parse(JsonWriter.write(text))).isEqualTo(text);
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatThrownBy(() -> JsonWriter.write(new JsonValue.Text("a\ud800")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a surrogate pair");
    }

    @Test
    void numbersComeBackExactly() throws JsonException {
        RandomGenerator random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            long bits = random.nextLong();
            double wide = Double.longBitsToDouble(bits);
            float narrow = Float.intBitsToFloat((int) bits);
            assertThat(number(JsonNumber.of(bits)).asLong()).isEqualTo(bits);
            if (Double.isFinite(wide)) {
                assertThat(number(JsonNumber.of(wide)).asDouble()).isEqualTo(wide);
            }
            if (Float.isFinite(narrow)) {
                assertThat(number(JsonNumber.of(narrow)).asFloat()).isEqualTo(narrow);
            }
        }
        assertThat(number(JsonNumber.of(Long.MIN_VALUE)).asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(Double.doubleToLongBits(number(JsonNumber.of(-0.0)).asDouble()))
                .isEqualTo(Double.doubleToLongBits(-0.0));
    }

    @Test
    void refusesNumbersThatJsonHasNot() {
        assertThatThrownBy(() -> JsonNumber.of(Double.NaN)).hasMessage("JSON has no number NaN");
        assertThatThrownBy(() -> JsonNumber.of(Float.NEGATIVE_INFINITY)).hasMessage("JSON has no number -Infinity");
    }

    private static JsonNumber number(JsonNumber number) throws JsonException {
        return (JsonNumber) JsonReader.parse(JsonWriter.write(number));
    }
}
