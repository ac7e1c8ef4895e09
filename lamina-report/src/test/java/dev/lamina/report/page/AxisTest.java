package dev.lamina.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.report.page.Axis.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.0 0.2 0.4 0.6 0.8 1.0",
        "0, 20000, 0 5000 10k 15k 20k",
        "-3, 3, -2 0 2",
        "0.001, 0.0016, 0.0010 0.0012 0.0014 0.0016",
        "0, 2500000, 0 500k 1.0M 1.5M 2.0M 2.5M",
        "1, 2, 1.0 1.2 1.4 1.6 1.8 2.0",
    })
    void ticksAreRound(double least, double greatest, String labels) {
        assertThat(Axis.linear("x", least, greatest).ticks())
                .extracting(Tick::label)
                .containsExactly(labels.split(" "));
    }

    @Test
    void powersOfTenAreTicksOfALogarithmicAxis() {
        Axis axis = Axis.logarithmic("x", 0.002, 5);

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("0.01", "0.1", "1");
        assertThat(axis.place(0.1)).isCloseTo(StrictMath.log(50) / StrictMath.log(2500), within(1e-12));
        assertThat(Axis.logarithmic("x", 1e-7, 1e-3).ticks())
                .extracting(Tick::label)
                .containsExactly("1e-7", "1e-6", "1e-5", "0.0001", "0.001");
        assertThat(Axis.logarithmic("x", 1, 10).logarithmic()).isFalse();
        assertThat(Axis.logarithmic("x", 0, 10).logarithmic()).isFalse();
    }

    @Test
    void equalEndsAreWidened() {
        assertThat(Axis.linear("x", 5, 5).place(5)).isEqualTo(0.5);
        assertThat(Axis.linear("x", 0, 0).place(0)).isEqualTo(0.5);
        assertThat(Axis.linear("x", 5, 5).ticks()).isNotEmpty();
    }

    @Test
    void hugeRangesStayFinite() {
        Axis axis = Axis.linear("x", -Double.MAX_VALUE, Double.MAX_VALUE);

        assertThat(axis.place(0)).isEqualTo(0.5);
        assertThat(axis.ticks()).isNotEmpty().hasSizeLessThan(12);
    }

    @Test
    void valuesBeyondAreAtTheEnds() {
        assertThat(Axis.linear("x", 0, 1).place(7)).isEqualTo(1);
        assertThat(Axis.shares("x").ticks())
                .extracting(Tick::label)
                .containsExactly("0 %", "20 %", "40 %", "60 %", "80 %", "100 %");
    }
}
