package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.TimeParts;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowEncoderTest {

    @Test
    void aNumberIsCenteredAndScaled() {
        assertThat(number(new ScaledNumber("x", 10, 0.5, 12, false, true), 16)).containsExactly(3, 0);
    }

    @Test
    void aMissingNumberCountsAsTheImputedOneAndIsIndicated() {
        assertThat(number(new ScaledNumber("x", 10, 0.5, 12, false, true), Double.NaN))
                .containsExactly(1, 1);
        assertThat(number(new ScaledNumber("x", 10, 0.5, 12, false, false), Double.NaN))
                .containsExactly(1);
    }

    @Test
    void theSmoothClipIsRealMlps() {
        ScaledNumber column = new ScaledNumber("x", 0, 1, 0, true, false);
        // 4 / √(1 + 16/9) = 4 / (5/3).
        assertThat(number(column, 4)[0]).isCloseTo(2.4f, within(1e-6f));
        assertThat(number(column, -4)[0]).isCloseTo(-2.4f, within(1e-6f));
        assertThat(number(column, 1e300)[0]).isCloseTo(3f, within(1e-6f));
        assertThat(number(column, -Double.MAX_VALUE)[0]).isCloseTo(-3f, within(1e-6f));
    }

    @Test
    void anUnseenHugeNumberStaysAFloat() {
        assertThat(number(new ScaledNumber("x", 0, 1, 0, false, false), 1e300)).containsExactly(1e6f);
        assertThat(number(new ScaledNumber("x", 0, Double.MAX_VALUE, 0, false, false), -1))
                .containsExactly(-1e6f);
    }

    @Test
    void aDifferenceBeyondTheDoublesIsStillScaled() {
        double scale = 1 / Double.MAX_VALUE;
        assertThat(number(new ScaledNumber("x", -Double.MAX_VALUE, scale, 0, false, false), Double.MAX_VALUE)[0])
                .isCloseTo(2f, within(1e-6f));
    }

    @Test
    void aWordIsOneOfItsCategoriesOrTheLastNumber() {
        OneHot column = new OneHot("c", List.of("a", "b"));
        assertThat(word(column, "a")).containsExactly(1, 0, 0);
        assertThat(word(column, "b")).containsExactly(0, 1, 0);
        assertThat(word(column, "unseen")).containsExactly(0, 0, 1);
        assertThat(word(column, null)).containsExactly(0, 0, 1);
    }

    @Test
    void aTimeIsItsYearAndPlacesOnCircles() {
        TimeParts column = new TimeParts("t", List.of(TimePart.values()), 2020, 0.5, true);
        double time = seconds(2024, 4, 1, 18, 45);
        // April is a quarter of the year, the 1st and Monday the starts of their circles, 18:45 three quarters of each.
        assertThat(number(column, time))
                .containsExactly(new float[] {2, 1, 0, 0, 1, 0, 1, -1, 0, -1, 0, 0}, within(1e-6f));
        assertThat(number(column, Double.NaN)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void theNextCircleStartsWhereTheLastEnds() {
        TimeParts column = new TimeParts("t", List.of(TimePart.MONTH), 0, 0, false);
        float[] december = number(column, seconds(2023, 12, 1, 0, 0));
        float[] january = number(column, seconds(2024, 1, 1, 0, 0));
        float[] february = number(column, seconds(2024, 2, 1, 0, 0));
        assertThat(Math.hypot(december[0] - january[0], december[1] - january[1]))
                .isCloseTo(Math.hypot(february[0] - january[0], february[1] - january[1]), within(1e-6));
    }

    @Test
    void onlyTheNumbersOfTheColumnAreWritten() {
        RowEncoder encoder = new RowEncoder(List.of(
                new ScaledNumber("a", 0, 1, 0, false, true),
                new OneHot("b", List.of("x")),
                new ScaledNumber("c", 0, 1, 0, false, false)));
        float[] out = new float[9];
        Arrays.fill(out, 7);
        encoder.category(1, "x", out, 2);
        assertThat(out).containsExactly(7, 7, 7, 7, 1, 0, 7, 7, 7);
        encoder.number(0, 5, out, 2);
        encoder.number(2, 4, out, 2);
        assertThat(out).containsExactly(7, 7, 5, 0, 1, 0, 4, 7, 7);
        assertThat(encoder.width()).isEqualTo(5);
        assertThat(encoder.columns()).isEqualTo(3);
        assertThat(encoder.column(1).name()).isEqualTo("b");
    }

    @Test
    void infiniteValuesAreRefused() {
        ScaledNumber number = new ScaledNumber("x", 0, 1, 0, false, false);
        TimeParts time = new TimeParts("x", List.of(TimePart.HOUR), 0, 0, false);
        for (FittedColumn column : List.of(number, time)) {
            assertThatThrownBy(() -> number(column, Double.NEGATIVE_INFINITY))
                    .isInstanceOf(DataException.class)
                    .hasMessage("column \"x\" is infinite; correct the value or give it as missing");
        }
    }

    @Test
    void valuesOfTheOtherKindAreRefused() {
        assertThatThrownBy(() -> number(new OneHot("c", List.of("a")), 3))
                .hasMessage("column \"c\" expects a category, got the number 3.0");
        assertThatThrownBy(() -> word(new ScaledNumber("x", 0, 1, 0, false, false), "a"))
                .hasMessage("column \"x\" expects a number, got \"a\"");
        assertThatThrownBy(() -> word(new TimeParts("t", List.of(TimePart.HOUR), 0, 0, false), null))
                .hasMessage("column \"t\" expects a date/time, got a missing word");
    }

    private static float[] number(FittedColumn column, double value) {
        float[] out = new float[column.width()];
        new RowEncoder(List.of(column)).number(0, value, out, 0);
        return out;
    }

    private static double seconds(int year, int month, int day, int hour, int minute) {
        return LocalDateTime.of(year, month, day, hour, minute).toEpochSecond(ZoneOffset.UTC);
    }

    private static float[] word(FittedColumn column, @Nullable String word) {
        float[] out = new float[column.width()];
        new RowEncoder(List.of(column)).category(0, word, out, 0);
        return out;
    }
}
