package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClippingTest {

    @Test
    void byValueBoundsEachElement() {
        assertThat(clipped(new Clipping.ByValue(2), -3, -2, -1, 0, 1, 2, 3)).containsExactly(-2, -2, -1, 0, 1, 2, 2);
    }

    @Test
    void byGlobalNormScalesAllByOneFactor() {
        assertThat(clipped(new Clipping.ByGlobalNorm(2.5f), 3, -4)).containsExactly(1.5f, -2);
        assertThat(clipped(new Clipping.ByGlobalNorm(5), 3, -4)).containsExactly(3, -4);
        assertThat(clipped(new Clipping.ByGlobalNorm(6), 3, -4)).containsExactly(3, -4);
        assertThat(clipped(new Clipping.ByGlobalNorm(1), 0, 0)).containsExactly(0, 0);
        assertThat(clipped(new Clipping.ByGlobalNorm(1))).isEmpty();
    }

    @Test
    void byNormScalesEachMatrixByItsOwnNorm() {
        float[] gradients = {3, -4, 30, 40, 0.3f, 0.4f};
        new Clipping.ByNorm(2.5f).clip(List.of(view(0, 2, 1), view(2, 2, 1), view(4, 2, 1)), gradients);
        assertThat(gradients).containsExactly(1.5f, -2, 1.5f, 2, 0.3f, 0.4f);
    }

    @Test
    void theGlobalNormSpansTheMatricesThatMove() {
        float[] gradients = {3, 1000, -4};
        new Clipping.ByGlobalNorm(2.5f).clip(List.of(view(0, 1, 1), view(1, 1, 0), view(2, 1, 0.5f)), gradients);
        assertThat(gradients).containsExactly(1.5f, 1000, -2);
    }

    /// Each square is beyond the range of float32.
    @Test
    void theNormOfHugeElementsIsFinite() {
        assertThat(clipped(new Clipping.ByNorm(1), 3e30f, 4e30f))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(clipped(new Clipping.ByGlobalNorm(1), 3e30f, 4e30f))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    /// In float32 the sum of squares would stay at 2²⁴.
    @Test
    void manySmallSquaresCount() {
        float[] gradients = new float[1 << 16];
        Arrays.fill(gradients, 1f);
        gradients[0] = 4096;
        assertThat((double) clipped(new Clipping.ByGlobalNorm(1), gradients)[0])
                .isCloseTo(4096 / Math.sqrt((1 << 24) + (1 << 16) - 1), within(1e-7));
    }

    @Test
    void nanStaysNaN() {
        assertThat(clipped(new Clipping.ByValue(1), Float.NaN, 5)).containsExactly(Float.NaN, 1);
        for (Clipping clipping : List.of(new Clipping.ByNorm(1), new Clipping.ByGlobalNorm(1))) {
            assertThat(clipped(clipping, Float.NaN, 5)).containsExactly(Float.NaN, 5);
            assertThat(clipped(clipping, Float.POSITIVE_INFINITY, 5)).containsExactly(Float.NaN, 0);
        }
    }

    @Test
    void limitsThatAreNotPositiveAreNamed() {
        assertThatThrownBy(() -> new Clipping.ByValue(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is 0.0, expected a positive number");
        assertThatThrownBy(() -> new Clipping.ByNorm(Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is NaN, expected a positive number");
        assertThatThrownBy(() -> new Clipping.ByGlobalNorm(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is -1.0, expected a positive number");
    }

    private static float[] clipped(Clipping clipping, float... gradients) {
        clipping.clip(List.of(view(0, gradients.length, 1)), gradients);
        return gradients;
    }

    private static ParameterView view(int offset, int size, float learningRateFactor) {
        return new ParameterView(
                "w" + offset,
                offset,
                new ParameterSpec("w", Role.WEIGHT, 1, size, new Initializer.Zeros(), learningRateFactor, 1));
    }
}
