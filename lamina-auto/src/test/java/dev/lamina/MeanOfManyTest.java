package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanOfManyTest {

    /// v(n) = 2 + 3/n.
    @Test
    void aMeasureThatFallsWithOneOverTheNumberIsTold() {
        assertThat(new MeanOfMany(2, 8).of(5, 3.5)).isCloseTo(2.375, within(1e-12));
        assertThat(new MeanOfMany(4, 8).of(5, 2.75)).isCloseTo(2.375, within(1e-12));
    }

    @Test
    void oneNetworkARowOrAllOfThemTellNothing() {
        assertThat(new MeanOfMany(1, 8).known()).isFalse();
        assertThat(new MeanOfMany(4, 4).known()).isFalse();
        assertThat(new MeanOfMany(2, 8).known()).isTrue();
    }
}
