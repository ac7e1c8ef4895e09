package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Offset<Double> EXACT = within(1e-15);

    @Test
    void cosineFallsFromOneThroughOneHalfTowardsZero() {
        Schedule cosine = new Schedule.Cosine();
        assertThat(cosine.factor(0, 100)).isEqualTo(1);
        assertThat(cosine.factor(50, 100)).isCloseTo(0.5, EXACT);
        assertThat(cosine.factor(25, 100)).isCloseTo(0.5 + Math.sqrt(0.125), EXACT);
        assertThat(cosine.factor(99, 100)).isBetween(0.0002, 0.0003);
    }

    @Test
    void warmUpRisesLinearlyAndReachesOneWithTheFirstStepAfterIt() {
        Schedule warmUp = new Schedule.WarmUp(0.5, new Schedule.Constant());
        assertThat(warmUp.factor(0, 6)).isEqualTo(0.25);
        assertThat(warmUp.factor(1, 6)).isEqualTo(0.5);
        assertThat(warmUp.factor(2, 6)).isEqualTo(0.75);
        assertThat(warmUp.factor(3, 6)).isEqualTo(1);
    }

    @Test
    void whatFollowsTheWarmUpRunsOnTheRemainingSteps() {
        Schedule cosine = new Schedule.Cosine();
        Schedule warmUp = new Schedule.WarmUp(0.25, cosine);
        assertThat(warmUp.factor(25, 100)).isEqualTo(cosine.factor(0, 75));
        assertThat(warmUp.factor(99, 100)).isEqualTo(cosine.factor(74, 75));
    }

    @Test
    void aWarmUpShorterThanAStepIsNone() {
        assertThat(new Schedule.WarmUp(0.3, new Schedule.Constant()).factor(0, 3))
                .isEqualTo(1);
        assertThat(new Schedule.WarmUp(0, new Schedule.Constant()).factor(0, 3)).isEqualTo(1);
    }

    @Test
    void fractionsOutsideTheirRangeAreNamed() {
        assertThatThrownBy(() -> new Schedule.WarmUp(1, new Schedule.Constant()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warm-up fraction is 1.0, expected 0 ≤ fraction < 1");
        assertThatThrownBy(() -> new Schedule.WarmUp(Double.NaN, new Schedule.Constant()))
                .hasMessage("warm-up fraction is NaN, expected 0 ≤ fraction < 1");
    }
}
