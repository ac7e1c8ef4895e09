package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The expected numbers are scikit-learn's and SciPy's: `tools/golden/quantiles.py` prints them.
class QuantileTransformTest {

    private static final double[] SHARES = {
        1e-300, 1e-12, 1e-7, 0.001, 0.02, 0.07499, 0.0751, 0.3, 0.5, 0.8, 0.9249, 0.9251, 0.999, 1 - 1e-7
    };

    private static final double[] NORMAL_QUANTILES = {
        -37.0470962993612,
        -7.034483825301131,
        -5.1993375821928165,
        -3.090232306167813,
        -2.053748910631823,
        -1.4396021182393162,
        -1.4388253927525403,
        -0.5244005127080409,
        0.0,
        0.8416212335729143,
        1.4388253927525403,
        1.4402382675279635,
        3.090232306167813,
        5.199337582290661
    };

    private static final double[] VALUES = {
        -7.5, -3.0, -3.0, -1.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 2.0, 2.0, 4.0, 9.0, 100.0
    };

    private static final double[] ASKED = {
        -1e9, -7.5, -7.0, -3.0, -2.0, -0.001, 0.0, 0.001, 0.5, 1.7, 2.0, 3.0, 50.0, 100.0, 1e9
    };

    private static final double[] BY_2 = {
        -5.199337582605575,
        -5.199337582605575,
        -2.600738782901974,
        -1.7294928210977274,
        -1.6336822781295302,
        -1.4775947550562998,
        -1.477525292018841,
        -1.4774558361098786,
        -1.443650864783994,
        -1.3684770826153332,
        -1.3508478201523517,
        -1.2949170757942028,
        0.08755224648617978,
        5.19933758270342,
        5.19933758270342
    };

    private static final double[] BY_10 = {
        -5.199337582605575,
        -5.199337582605575,
        -2.2461975356408175,
        -1.22064034884735,
        -1.008673357646798,
        -0.43127741984048934,
        -0.13971029888186212,
        0.14004780170348885,
        0.31132237964414156,
        0.6719943368663801,
        0.7647096737863867,
        0.890838396496015,
        1.5670798915921766,
        5.19933758270342,
        5.19933758270342
    };

    private static final double[] BY_ALL = {
        -5.199337582605575,
        -5.199337582605575,
        -2.4601243375600026,
        -1.318010897303537,
        -0.9915264746773306,
        -0.6746471018004874,
        -0.23720210932878769,
        0.15762792206595685,
        0.31863936396437514,
        0.6165978697170301,
        0.7764217611479277,
        1.009990169249582,
        1.8205103687816961,
        5.19933758270342,
        5.19933758270342
    };

    @Test
    void normalQuantilesAreSciPys() {
        for (int i = 0; i < SHARES.length; i++) {
            assertThat(NormalQuantile.of(SHARES[i]))
                    .isCloseTo(NORMAL_QUANTILES[i], within(4e-15 * Math.abs(NORMAL_QUANTILES[i])));
        }
    }

    @Test
    void quantilesWithoutNoiseAreScikitLearns() {
        assertThat(quantiles(10, 0))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-14 * Math.abs(b) ? 0 : Double.compare(a, b))
                .containsExactly(
                        -7.5,
                        -3.0,
                        -0.5555555555555558,
                        0.0,
                        0.0,
                        0.0,
                        0.8333333333333321,
                        2.0,
                        5.111111111111107,
                        100.0);
    }

    @Test
    void transformedValuesAreScikitLearns() {
        assertThat(transformed(2)).containsExactly(BY_2, within(1e-9));
        assertThat(transformed(10)).containsExactly(BY_10, within(1e-9));
        assertThat(transformed(VALUES.length)).containsExactly(BY_ALL, within(1e-9));
    }

    @Test
    void noiseMakesEqualValuesNearlyEqualQuantiles() {
        List<Double> noisy = quantiles(VALUES.length, 1e-5);
        // Five times 10⁻⁵ of the deviation, 23.8.
        double most = 5e-5 * 23.8;
        assertThat(noisy).doesNotHaveDuplicates().isSorted();
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(noisy.get(i)).isCloseTo(VALUES[i], within(most));
        }
    }

    @Test
    void theSameValuesHaveTheSameQuantilesInAnyOrder() {
        double[] turned = IntStream.range(0, VALUES.length)
                .mapToDouble(i -> VALUES[VALUES.length - 1 - i])
                .toArray();
        assertThat(new ColumnStatistics(turned).noisyQuantiles(9, 1e-5, RandomStream.of(0, Purpose.FITTING, 0)))
                .isEqualTo(quantiles(9, 1e-5));
    }

    private static List<Double> quantiles(int number, double noise) {
        return new ColumnStatistics(VALUES).noisyQuantiles(number, noise, RandomStream.of(0, Purpose.FITTING, 0));
    }

    private static double[] transformed(int number) {
        QuantileTransform transform = new QuantileTransform(quantiles(number, 0));
        return Arrays.stream(ASKED).map(transform::of).toArray();
    }
}
