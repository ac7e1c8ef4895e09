package dev.lamina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SignificantDigitsTest {

    @Test
    void numbersHaveTheirDigitsAndNoTrailingZeros() {
        SignificantDigits six = new SignificantDigits(6);
        assertThat(six.of(0.1234567)).isEqualTo("0.123457");
        assertThat(six.of(-0.5)).isEqualTo("-0.5");
        assertThat(six.of(1234567)).isEqualTo("1234570");
        assertThat(six.of(0.000123)).isEqualTo("0.000123");
        assertThat(six.of(-0.0)).isEqualTo("0");
    }

    @Test
    void smallAndLargeNumbersHaveAnExponent() {
        SignificantDigits three = new SignificantDigits(3);
        assertThat(three.of(0.0000123456)).isEqualTo("1.23e-5");
        assertThat(three.of(-1.5e300)).isEqualTo("-1.5e300");
        assertThat(three.latex(1e-9)).isEqualTo("\\num{1e-9}");
        assertThat(three.of(Double.NaN)).isEqualTo("NaN");
        assertThat(three.of(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
    }

    @Test
    void seventeenDigitsComeBackExactly() {
        SignificantDigits all = new SignificantDigits(17);
        RandomGenerator random = RandomStream.of(7, Purpose.SHUFFLE, 0);
        for (int i = 0; i < 1000; i++) {
            double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-60, 60));
            assertThat(Double.parseDouble(all.of(value))).isEqualTo(value);
        }
    }

    @Test
    void digitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SignificantDigits(0)).hasMessage("digits is 0, expected 1 to 17");
        assertThatThrownBy(() -> new SignificantDigits(18)).hasMessage("digits is 18, expected 1 to 17");
    }
}
