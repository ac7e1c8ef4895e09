package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.optimizer.Schedule.OneCycle;
import dev.lamina.core.optimizer.Schedule.OneCycle.Annealing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /// A wave ends where 1 + 15·t is a power of 2, and is highest at √2 times the one before.
    @Test
    void theWavesOfALogCosineDoubleTheirLength() {
        Schedule waves = new Schedule.LogCosine(4);
        assertThat(waves.factor(0, 15)).isZero();
        for (int end : List.of(1, 3, 7)) {
            assertThat(waves.factor(end, 15)).isCloseTo(0, within(1e-30));
            assertThat(waves.factor(Math.round(((end + 1) * Math.sqrt(2) - 1) * 1e9), 15_000_000_000L))
                    .isCloseTo(1, EXACT);
        }
        assertThat(factors(new Schedule.LogCosine(1), 3)[1])
                .isCloseTo(0.5 - 0.5 * Math.cos(2 * Math.PI * Math.log(4 / 3.0) / Math.log(2)), EXACT);
    }

    @Test
    void aFlatCosineFallsInTheSecondHalf() {
        double[] factors = factors(new Schedule.FlatCosine(), 8);
        assertThat(Arrays.copyOf(factors, 5)).containsOnly(1);
        assertThat(factors[6]).isCloseTo(0.5, EXACT);
        assertThat(factors[7]).isCloseTo(0.5 - Math.sqrt(0.125), EXACT);
    }

    @Test
    void aFloorLiftsTheCosine() {
        Schedule cosine = new Schedule.Cosine(0.2);
        assertThat(cosine.factor(0, 100)).isEqualTo(1);
        assertThat(cosine.factor(50, 100)).isCloseTo(0.6, EXACT);
        assertThat(cosine.factor(99, 100)).isBetween(0.2001, 0.2003);
    }

    @Test
    void linearPolynomialAndExponentialRunFromTheirStartTowardsTheirEnd() {
        assertThat(factors(new Schedule.Linear(0.5, 2.5), 4)).containsExactly(0.5, 1, 1.5, 2);
        assertThat(factors(new Schedule.Polynomial(2), 4)).containsExactly(1, 0.5625, 0.25, 0.0625);
        assertThat(factors(new Schedule.Exponential(0.0625), 4)).containsExactly(1, 0.5, 0.25, 0.125);
    }

    @Test
    void stepDecayFallsEachTimeThatItsFractionHasPassed() {
        assertThat(factors(new Schedule.StepDecay(0.5, 0.25), 6)).containsExactly(1, 1, 1, 0.25, 0.25, 0.25);
        assertThat(factors(new Schedule.StepDecay(1 / 3.0, 0.5), 7)).containsExactly(1, 1, 0.5, 0.5, 0.5, 0.25, 0.25);
    }

    /// 0.14·50 is above 7 in double precision.
    @Test
    void aStepThatRoundingMovesFallsOnTime() {
        Schedule steps = new Schedule.StepDecay(0.14, 0.5);
        assertThat(steps.factor(6, 50)).isEqualTo(1);
        assertThat(steps.factor(7, 50)).isEqualTo(0.5);
        assertThat(steps.factor(48, 50)).isEqualTo(0.015625);
        assertThat(steps.factor(49, 50)).isEqualTo(0.0078125);
    }

    @Test
    void multiStepDecayFallsAtItsMilestones() {
        assertThat(factors(new Schedule.MultiStepDecay(List.of(0.25, 0.5), 0.5), 8))
                .containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25);
        assertThat(factors(new Schedule.MultiStepDecay(List.of(), 0.5), 2)).containsExactly(1, 1);
    }

    @Test
    void restartsBeginNewCosinesThatGrow() {
        Schedule restarts = new Schedule.WarmRestarts(0.1, 2, 0.5);
        Schedule cosine = new Schedule.Cosine(0.5);
        assertThat(restarts.factor(9, 100)).isEqualTo(cosine.factor(9, 10));
        assertThat(restarts.factor(10, 100)).isEqualTo(1);
        assertThat(restarts.factor(29, 100)).isEqualTo(cosine.factor(19, 20));
        assertThat(restarts.factor(30, 100)).isEqualTo(1);
        assertThat(restarts.factor(99, 100)).isEqualTo(cosine.factor(29, 80));
    }

    @Test
    void restartsWithoutGrowthAreEquallyLong() {
        assertThat(factors(new Schedule.WarmRestarts(0.5, 1, 0), 4)).containsExactly(1, 0.5, 1, 0.5);
        assertThat(factors(new Schedule.WarmRestarts(1e-9, 1, 0), 3)).containsExactly(1, 1, 1);
    }

    @Test
    void oneCycleRisesToOneAndEndsWithTheLastStep() {
        assertThat(factors(new Schedule.OneCycle(0.5, 0.5, 0.25, Annealing.LINEAR), 6))
                .containsExactly(0.5, 0.75, 1, 0.75, 0.5, 0.25);
        Schedule cosine = new Schedule.OneCycle(0.5, 0.5, 0, Annealing.COSINE);
        assertThat(cosine.factor(1, 6)).isCloseTo(0.75, EXACT);
        assertThat(cosine.factor(2, 6)).isCloseTo(1, EXACT);
        assertThat(cosine.factor(5, 6)).isCloseTo(0, EXACT);
    }

    @Test
    void oneCycleOfFewStepsStartsAtTheTop() {
        assertThat(OneCycle.defaults().factor(0, 1)).isEqualTo(1);
        assertThat(OneCycle.defaults().factor(0, 3)).isEqualTo(1);
        assertThat(new OneCycle(0, 0.5, 0, Annealing.LINEAR).factor(0, 100)).isEqualTo(1);
    }

    @Test
    void aSequenceRunsEachScheduleAsAWhole() {
        Schedule sequence = new Schedule.Sequence(
                List.of(new Schedule.Linear(0, 1), new Schedule.Constant(), new Schedule.Polynomial(1)),
                List.of(0.25, 0.5));
        assertThat(factors(sequence, 8)).containsExactly(0, 0.5, 1, 1, 1, 0.75, 0.5, 0.25);
    }

    @Test
    void aSequencePassesOverAPartWithoutSteps() {
        Schedule sequence = new Schedule.Sequence(
                List.of(new Schedule.Linear(0, 0), new Schedule.Linear(0.5, 0.5), new Schedule.Constant()),
                List.of(0.1, 0.2));
        assertThat(factors(sequence, 2)).containsExactly(1, 1);
    }

    @Test
    void settingsOutsideTheirRangesAreNamed() {
        assertRefused(() -> new Schedule.Cosine(1), "floor is 1.0, expected 0 ≤ floor < 1");
        assertRefused(() -> new Schedule.LogCosine(0), "cycles is 0, expected 1 to 30");
        assertRefused(() -> new Schedule.LogCosine(31), "cycles is 31, expected 1 to 30");
        assertRefused(() -> new Schedule.Linear(-1, 0), "start is -1.0, expected 0 or more");
        assertRefused(() -> new Schedule.Linear(0, Double.NaN), "end is NaN, expected 0 or more");
        assertRefused(() -> new Schedule.Polynomial(0), "power is 0.0, expected a positive number");
        assertRefused(() -> new Schedule.Exponential(0), "end is 0.0, expected 0 < end ≤ 1");
        assertRefused(() -> new Schedule.StepDecay(0, 1), "every is 0.0, expected 0 < every ≤ 1");
        assertRefused(() -> new Schedule.StepDecay(1, 1.5), "gamma is 1.5, expected 0 < gamma ≤ 1");
        assertRefused(
                () -> new Schedule.MultiStepDecay(List.of(0.5, 0.5), 1),
                "milestones are [0.5, 0.5], expected ascending fractions between 0 and 1");
        assertRefused(() -> new Schedule.WarmRestarts(2, 1, 0), "first is 2.0, expected 0 < first ≤ 1");
        assertRefused(() -> new Schedule.WarmRestarts(1, 0, 0), "growth is 0, expected 1 or more");
        assertRefused(() -> new OneCycle(1, 1, 1, Annealing.LINEAR), "rise is 1.0, expected 0 ≤ rise < 1");
        assertRefused(() -> new OneCycle(0, 0, 1, Annealing.LINEAR), "start is 0.0, expected 0 < start ≤ 1");
        assertRefused(() -> new OneCycle(0, 1, -1, Annealing.LINEAR), "end is -1.0, expected 0 ≤ end ≤ 1");
        assertRefused(
                () -> new Schedule.Sequence(List.of(new Schedule.Constant()), List.of(1.0)),
                "ends are [1.0], expected ascending fractions between 0 and 1");
        assertRefused(
                () -> new Schedule.Sequence(List.of(), List.of()),
                "a sequence of 0 schedules has 0 ends, expected one end less than schedules");
    }

    @Test
    void fractionsOutsideTheirRangeAreNamed() {
        assertThatThrownBy(() -> new Schedule.WarmUp(1, new Schedule.Constant()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warm-up fraction is 1.0, expected 0 ≤ fraction < 1");
        assertThatThrownBy(() -> new Schedule.WarmUp(Double.NaN, new Schedule.Constant()))
                .hasMessage("warm-up fraction is NaN, expected 0 ≤ fraction < 1");
    }

    private static void assertRefused(ThrowingCallable settings, String message) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static double[] factors(Schedule schedule, int steps) {
        return IntStream.range(0, steps)
                .mapToDouble(step -> schedule.factor(step, steps))
                .toArray();
    }
}
