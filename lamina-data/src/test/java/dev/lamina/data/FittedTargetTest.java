package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.FittedTarget.Labels;
import dev.lamina.data.FittedTarget.Scaled;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedTargetTest {

    @Test
    void labelsHaveTheirPlaceAsIndex() {
        Labels labels = new Labels("y", List.of("a", "b"), Schema.Type.CATEGORY);
        assertThat(labels.indexOf("b")).isEqualTo(1);
        assertThat(labels.indexOf("c")).isEqualTo(-1);
        assertThat(labels.task()).isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void restoreUndoesScale() {
        Scaled scaled = new Scaled("y", 100, 4);
        assertThat(scaled.scale(110)).isEqualTo(2.5);
        assertThat(scaled.restore(2.5)).isEqualTo(110);
        assertThat(scaled.task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void whatTheNetworkSeesOfAnyValueIsAFloat() {
        assertThat(new Scaled("y", -1e308, 1e308).scale(Double.MAX_VALUE)).isBetween(2.79, 2.8);
        assertThat(new Scaled("y", 0, Double.MIN_VALUE).scale(-1)).isEqualTo(-1e6);
    }

    @Test
    void componentsThatNoTrainingGivesAreRefused() {
        assertThatThrownBy(() -> new Labels("y", List.of("a"), Schema.Type.CATEGORY))
                .hasMessage("target \"y\" has the classes a, expected 2 or more, all different");
        assertThatThrownBy(() -> new Labels("y", List.of("a", "b", "a"), Schema.Type.CATEGORY))
                .hasMessage("target \"y\" has the classes a, b, a, expected 2 or more, all different");
        assertThatThrownBy(() -> new Labels("y", List.of("a", "b"), Schema.Type.TIME))
                .hasMessage("target \"y\" has labels that are times");
        for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Scaled("y", 0, deviation))
                    .hasMessage("target \"y\" has mean 0.0 and deviation " + deviation
                            + ", expected finite numbers and deviation > 0");
        }
    }
}
