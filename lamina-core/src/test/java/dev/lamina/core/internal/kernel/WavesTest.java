package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

class WavesTest {

    private static final double FAR = 1e4;

    @Test
    void anglesUpToTenThousandTurnsAreWithinTheErrorOfTheFits() {
        RandomStream random = RandomStream.of(1, Purpose.CHECK, 0);
        for (int i = 0; i < 200_000; i++) {
            double turns = (2 * random.nextDouble() - 1) * (i % 2 == 0 ? FAR : 1);
            double t = DoubleMath.withinHalfTurn(turns);
            // The whole turns taken off exactly: 2π·turns would be rounded by more than the error.
            double angle = 2 * Math.PI * (turns - StrictMath.rint(turns));
            assertThat(DoubleMath.cosine(t))
                    .as("cosine of %s turns", turns)
                    .isCloseTo(StrictMath.cos(angle), within(1e-13));
            assertThat(DoubleMath.sine(t))
                    .as("sine of %s turns", turns)
                    .isCloseTo(StrictMath.sin(angle), within(2e-13));
        }
    }

    @Test
    void quartersOfATurnAreRounded() {
        double[] turns = {0, -0.0, 0.25, 0.5, -0.5, 0.75, 1, 1e4, 12345.25, 0x1p51, Double.NaN, Double.POSITIVE_INFINITY
        };
        float[] cosines = new float[turns.length];
        float[] sines = new float[turns.length];
        Waves.cosines(turns, cosines, 0, turns.length);
        Waves.sines(turns, sines, 0, turns.length);
        assertThat(cosines)
                .usingComparatorWithPrecision(2e-13f)
                .containsExactly(1, 1, 0, -1, -1, 0, 1, 1, 0, 1, Float.NaN, Float.NaN);
        assertThat(sines)
                .usingComparatorWithPrecision(2e-13f)
                .containsExactly(0, 0, 1, 0, 0, -1, 0, 0, 1, 0, Float.NaN, Float.NaN);
    }

    @Test
    void theCompiledLoopsGiveTheBitsOfTheDefinition() {
        RandomStream random = RandomStream.of(2, Purpose.CHECK, 0);
        int count = 1003;
        double[] turns = new double[count];
        float[] cosines = new float[count + 7];
        float[] sines = new float[count + 7];
        for (int call = 0; call < 3_000; call++) {
            turns[call % count] = 10 * random.nextGaussian();
            Waves.cosines(turns, cosines, 3, count);
            Waves.sines(turns, sines, 3, count);
        }
        for (int i = 0; i < count; i++) {
            double t = DoubleMath.withinHalfTurn(turns[i]);
            assertThat(cosines[3 + i]).isEqualTo((float) DoubleMath.cosine(t));
            assertThat(sines[3 + i]).isEqualTo((float) DoubleMath.sine(t));
        }
        assertThat(cosines[2]).isZero();
        assertThat(cosines[count + 3]).isZero();
    }
}
