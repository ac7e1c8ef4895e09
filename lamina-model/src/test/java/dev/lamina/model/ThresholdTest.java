package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.BalancedAccuracy;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.F1;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    private final Matrix probabilities = Matrix.zeros(4000, 2);
    private final Matrix classes = Matrix.zeros(4000, 1);

    /// One row in ten is of class 1, as the probabilities say.
    ThresholdTest() {
        RandomStream random = RandomStream.of(1, Purpose.CHECK, 0);
        for (int i = 0; i < 4000; i++) {
            double p = 0.2 * random.nextDouble() + (random.nextInt(20) == 0 ? 0.3 * random.nextDouble() : 0);
            probabilities.set(i, 0, (float) (1 - p));
            probabilities.set(i, 1, (float) p);
            classes.set(i, 0, random.nextDouble() < p ? 1 : 0);
        }
    }

    @Test
    void aRareClassIsNamedMoreOftenWhereBothClassesCountTheSame() {
        double threshold =
                Threshold.tune(new BalancedAccuracy(), probabilities, classes).orElseThrow();
        assertThat(threshold).isBetween(0.05, 0.2);
        double f1 = Threshold.tune(new F1(), probabilities, classes).orElseThrow();
        assertThat(new F1().value(ConfusionMatrix.of(probabilities, classes, f1)))
                .isGreaterThan(0.1 + new F1().value(probabilities, classes));
    }

    @Test
    void noOtherThresholdIsBetterOnTheRows() {
        double best = Threshold.tune(new F1(), probabilities, classes).orElseThrow();
        double value = new F1().value(ConfusionMatrix.of(probabilities, classes, best));
        for (double threshold = 0; threshold < 0.6; threshold += 0.0007) {
            assertThat(new F1().value(ConfusionMatrix.of(probabilities, classes, threshold)))
                    .isLessThanOrEqualTo(value);
        }
    }

    @Test
    void oneHalfStaysWhereNothingIsBetterOnOtherRows() {
        assertThat(Threshold.tune(new Accuracy(), probabilities, classes)).isEqualTo(OptionalDouble.empty());
        assertThat(Threshold.tune(new F1(), probabilities.rows(0, 100), classes.rows(0, 100)))
                .as("a few rows of the rarer class")
                .isEmpty();
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> Threshold.tune(new F1(), Matrix.zeros(4, 3), Matrix.zeros(4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold decides between two classes, got 3");
    }
}
