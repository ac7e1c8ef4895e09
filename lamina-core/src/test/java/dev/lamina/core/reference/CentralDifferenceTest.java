package dev.lamina.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CentralDifferenceTest {

    @Test
    void ofAParabolaItIsTheDerivative() {
        assertThat(CentralDifference.of(x -> x * x - 3 * x, 2, 0.25).quotient()).isEqualTo(1);
    }

    @Test
    void elsewhereItErrsByTheThirdDerivative() {
        double h = 0.125;
        assertThat(CentralDifference.of(x -> x * x * x, 1, h).quotient()).isEqualTo(3 + h * h * 6 / 6);
    }

    @Test
    void itDividesByTheStepThatRoundingLeaves() {
        double large = 0x1p40;
        assertThat(CentralDifference.of(x -> 3 * (x - large), large, 1e-4).quotient())
                .isEqualTo(3);
    }

    @Test
    void theSlopesAreApartWhereThereIsAKink() {
        assertThat(CentralDifference.of(x -> Math.max(0, x), 0, 1e-3).gap(0)).isEqualTo(1);
        assertThat(CentralDifference.of(x -> x * x, 0, 1e-3).gap(0)).isCloseTo(2e-3, within(1e-15));
    }
}
