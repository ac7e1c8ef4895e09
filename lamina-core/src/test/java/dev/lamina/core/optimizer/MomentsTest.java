package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

    @Test
    void powersAreThoseOfTheStandardLibrary() {
        for (double base : new double[] {0, 0.5, 0.9f, 0.999f, 0.999999}) {
            for (long exponent : new long[] {0, 1, 2, 3, 10, 63, 64, 1000, 12_345, 1_000_000}) {
                assertThat(1 - Moments.power(base, exponent))
                        .as(base + " to the " + exponent)
                        .isCloseTo(1 - StrictMath.pow(base, (double) exponent), within(1e-11));
            }
        }
    }
}
