package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyTest {

    private static final float[] VALUES = {-2, 0, 3, 5, 0.5f};

    @Test
    void theCostIsThatOfTheFormula() {
        // Two weights and one that counts half; the bias of 5 is free.
        assertThat(new Penalty(0.1f, 0).cost(parameters())).isCloseTo(0.1 * 5 + 0.05 * 0.5, within(1e-8));
        assertThat(new Penalty(0, 0.5f).cost(parameters())).isCloseTo(0.25 * 13 + 0.125 * 0.25, within(1e-8));
        assertThat(new Penalty(0.1f, 0.5f).cost(parameters())).isCloseTo(0.525 + 3.28125, within(1e-8));
        assertThat(Penalty.none().cost(parameters())).isZero();
    }

    @Test
    void theGradientIsThatOfTheCost() {
        Penalty penalty = new Penalty(0.25f, 0.5f);
        float[] gradients = {1, 1, 1, 1, 1};
        penalty.addGradient(parameters(), gradients);
        assertThat(gradients[1]).as("at zero").isEqualTo(1);
        for (int i : new int[] {0, 2, 3, 4}) {
            double slope = (penalty.cost(moved(i, 0.125f)) - penalty.cost(moved(i, -0.125f))) / 0.25;
            assertThat((double) gradients[i]).isCloseTo(1 + slope, within(1e-6));
        }
    }

    @Test
    void noPenaltyChangesNothing() {
        float[] gradients = {1, 2, 3, 4, 5};
        Penalty.none().addGradient(parameters(), gradients);
        assertThat(gradients).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void penaltiesBelowZeroAreNamed() {
        assertThatThrownBy(() -> new Penalty(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("l1 is -1.0, expected 0 or more");
        assertThatThrownBy(() -> new Penalty(0, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("l2 is NaN, expected 0 or more");
    }

    private static Parameters moved(int index, float by) {
        Parameters parameters = parameters();
        parameters.values()[index] += by;
        return parameters;
    }

    private static Parameters parameters() {
        ParameterSpec half = new ParameterSpec("w", Role.WEIGHT, 1, 1, new Initializer.Zeros(), 1, 0.5f);
        return Parameters.of(
                VALUES.clone(),
                List.of(
                        new ParameterView("a", 0, ParameterSpec.weight(1, 3, new Initializer.Zeros())),
                        new ParameterView("b", 3, ParameterSpec.bias(1)),
                        new ParameterView("c", 4, half)));
    }
}
