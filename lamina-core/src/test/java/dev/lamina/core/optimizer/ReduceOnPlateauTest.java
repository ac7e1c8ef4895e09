package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Whole runs are compared with PyTorch's in the testkit.
class ReduceOnPlateauTest {

    private static final ReduceOnPlateau HALF_AFTER_TWO = new ReduceOnPlateau(0.5, 1, 0, 0, 0);

    @Test
    void theFactorFallsOnceEpochsWithoutImprovementOutnumberThePatience() {
        assertThat(factors(HALF_AFTER_TWO.start(false), 3, 3, 3, 3, 3)).containsExactly(1, 1, 0.5, 0.5, 0.25);
        assertThat(factors(HALF_AFTER_TWO.start(false), 3, 3, 2, 2, 1)).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void moreCanBeBetter() {
        assertThat(factors(HALF_AFTER_TWO.start(true), 1, 2, 3)).containsExactly(1, 1, 1);
        assertThat(factors(HALF_AFTER_TWO.start(true), 3, 2, 1)).containsExactly(1, 1, 0.5);
    }

    @Test
    void anImprovementBelowTheThresholdIsNoneWhateverTheSign() {
        ReduceOnPlateau settings = new ReduceOnPlateau(0.5, 0, 0.25, 0, 0);
        assertThat(factors(settings.start(false), 8, 6)).containsExactly(1, 0.5);
        assertThat(factors(settings.start(false), 8, 5.9)).containsExactly(1, 1);
        assertThat(factors(settings.start(false), -8, -10)).containsExactly(1, 0.5);
        assertThat(factors(settings.start(false), -8, -10.1)).containsExactly(1, 1);
        assertThat(factors(settings.start(true), -8, -6)).containsExactly(1, 0.5);
        assertThat(factors(settings.start(true), -8, -5.9)).containsExactly(1, 1);
    }

    @Test
    void epochsOfTheCooldownAreNotCounted() {
        ReduceOnPlateau settings = new ReduceOnPlateau(0.5, 0, 0, 2, 0);
        assertThat(factors(settings.start(false), 1, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void theFloorHolds() {
        ReduceOnPlateau settings = new ReduceOnPlateau(0.5, 0, 0, 0, 0.3);
        assertThat(factors(settings.start(false), 1, 1, 1, 1)).containsExactly(1, 0.5, 0.3, 0.3);
    }

    @Test
    void aMetricThatIsNaNIsNoImprovement() {
        assertThat(factors(HALF_AFTER_TWO.start(false), Double.NaN, Double.NaN, 5, 4))
                .containsExactly(1, 0.5, 0.5, 0.5);
        assertThat(factors(HALF_AFTER_TWO.start(true), 1, Double.NaN, Double.NaN))
                .containsExactly(1, 1, 0.5);
    }

    @Test
    void settingsOutsideTheirRangesAreNamed() {
        assertThatThrownBy(() -> new ReduceOnPlateau(1, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("factor is 1.0, expected 0 < factor < 1");
        assertThatThrownBy(() -> new ReduceOnPlateau(0.5, -1, 0, 0, 0))
                .hasMessage("patience is -1, expected 0 or more");
        assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 0, 1, 0, 0))
                .hasMessage("threshold is 1.0, expected 0 ≤ threshold < 1");
        assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 0, 0, -1, 0))
                .hasMessage("cooldown is -1, expected 0 or more");
        assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 0, 0, 0, Double.NaN))
                .hasMessage("floor is NaN, expected 0 ≤ floor < 1");
    }

    /// The factor after each epoch.
    private static double[] factors(ReduceOnPlateau.State state, double... metrics) {
        return Arrays.stream(metrics)
                .map(metric -> {
                    state.after(metric);
                    return state.factor();
                })
                .toArray();
    }
}
