package dev.lamina.report.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.loss.Loss;
import org.junit.jupiter.api.Test;

class TargetsTest {

    @Test
    void classesAreIndicesOrOneAmongZeros() {
        assertThat(of("focal", 0, 1, 0)).containsExactly(1);
        assertThat(of("crammer-singer-hinge", 2)).containsExactly(2);
        assertThat(of("softmax-cross-entropy", 0.25, 0.5, 0.25)).containsExactly(0.25, 0.5, 0.25);
        assertThat(of("squared-error", 0.25, 7, -1)).containsExactly(0.25, 7, -1);
    }

    @Test
    void otherTargetsAreRefused() {
        assertRefused("squared-error on 3 outputs expects a target of 3 numbers, got 2", "squared-error", 1, 2);
        assertRefused("focal on 3 outputs expects a target of 3 numbers or one class index, got 2", "focal", 1, 0);
        assertRefused("focal on 3 outputs expects a class index of 0 to 2, got 3.0", "focal", 3);
        assertRefused("focal on 3 outputs expects a class index of 0 to 2, got 0.5", "focal", 0.5);
        assertRefused(
                "focal expects a class index, or a 1 for the class and 0 for all others, got [0.0, 0.5, 0.5]",
                "focal",
                0,
                0.5,
                0.5);
        assertRefused(
                "softmax-cross-entropy expects probabilities that add up to 1, got [1.0, 1.0, 0.0]",
                "softmax-cross-entropy",
                1,
                1,
                0);
        assertRefused(
                "kullback-leibler expects probabilities that add up to 1, got [2.0, -1.0, 0.0]",
                "kullback-leibler",
                2,
                -1,
                0);
        assertRefused(
                "a trace shows losses with one output for each target, quantile-band has three", "quantile-band", 1);
    }

    private static double[] of(String loss, double... y) {
        return Targets.of(Loss.named(loss), 3, y);
    }

    private static void assertRefused(String message, String loss, double... y) {
        assertThatThrownBy(() -> of(loss, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
