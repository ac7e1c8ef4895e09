package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(42);

    @Test
    void parsesRandomDecimalsExactlyAsJavaDoes() {
        for (int i = 0; i < 50_000; i++) {
            String text = randomDecimal();
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void parsesEveryKindOfDoubleBackToItself() {
        for (int i = 0; i < 50_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(parse(Double.toString(value))).isEqualTo(value);
                assertThat(parse(new BigDecimal(value).toString())).isEqualTo(value);
            }
        }
    }

    @Test
    void formattedNumbersReadBackAsTheSameBits() {
        for (int i = 0; i < 50_000; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(2_000_000) / 8.0;
            if (!Double.isNaN(value)) {
                assertThat(Double.doubleToRawLongBits(parse(NumberText.format(value))))
                        .as(NumberText.format(value))
                        .isEqualTo(Double.doubleToRawLongBits(value));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "012, 12",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "-0, -0.0",
        "1E3, 1000",
        "1e+3, 1000",
        "9007199254740993, 9007199254740992",
        "9223372036854775808, 9.223372036854775808e18",
        "1e999, Infinity",
        "-1e999, -Infinity",
        "1e99999999999, Infinity",
        "1e-99999999999, 0",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "+INF, Infinity"
    })
    void readsNumbers(String text, double value) {
        assertThat(parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "+", "-", ".", "-.", "e5", "1e", "1e+", "1e5.0", "1d", "1f", "1L", "0x1F", "1_000", "1,000",
                "1 000", "--1", "1-", "1.2.3", "NaN", "nan", "infinit", "in", "∞", "١٢", ".inf", "1inf", "$5", "5%"
            })
    void refusesWhatIsNoDecimalNumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void readsDecimalCommas() {
        assertThat(parse("1,5", ',')).isEqualTo(1.5);
        assertThat(parse("-1234567890123456768,00e2", ',')).isEqualTo(Double.parseDouble("-1234567890123456768.00e2"));
        assertThat(parse("1.5", ',')).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "-0.0, -0.0", "0.1, 0.1", "1e15, 1000000000000000", "1e300, 1.0E300", "Infinity, Infinity"})
    void formatsWholeNumbersWithoutAPoint(double value, String text) {
        assertThat(NumberText.format(value)).isEqualTo(text);
    }

    private String randomDecimal() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int digits = 1 + random.nextInt(25);
        int point = random.nextInt(digits + 1);
        for (int i = 0; i < digits; i++) {
            text.append(i == point ? "." : "").append(random.nextInt(10));
        }
        return random.nextBoolean() ? text.toString() : text + "e" + (random.nextInt(80) - 40);
    }

    private static double parse(String text) {
        return parse(text, '.');
    }

    /// With characters around it that must not be read.
    private static double parse(String text, char decimal) {
        return NumberText.parse(("7" + text + "7").toCharArray(), 1, 1 + text.length(), decimal);
    }
}
