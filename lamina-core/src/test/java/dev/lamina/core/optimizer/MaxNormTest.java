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

class MaxNormTest {

    /// Columns of norm 5, 1 and 13, and biases that are as large.
    private static final float[] VALUES = {3, 0, 5, 4, 1, -12, 50, 50, 50};

    @Test
    void columnsThatAreTooLongKeepTheirDirection() {
        Parameters parameters = parameters(1);
        new MaxNorm(2).start(parameters).apply();
        assertThat(parameters.values())
                .containsExactly(new float[] {1.2f, 0, 10 / 13f, 1.6f, 1, -24 / 13f, 50, 50, 50}, within(1e-6f));
    }

    @Test
    void columnsWithinTheLimitKeepTheirBits() {
        Parameters parameters = parameters(1);
        new MaxNorm(13).start(parameters).apply();
        assertThat(parameters.values()).containsExactly(VALUES);
    }

    @Test
    void frozenWeightsStay() {
        Parameters parameters = parameters(0);
        new MaxNorm(2).start(parameters).apply();
        assertThat(parameters.values()).containsExactly(VALUES);
    }

    @Test
    void onlyWeightsAreBounded() {
        for (Role role : List.of(Role.BIAS, Role.SCALE, Role.EMBEDDING)) {
            ParameterSpec spec = new ParameterSpec("w", role, 3, 3, new Initializer.Zeros(), 1, 1);
            Parameters parameters = Parameters.of(VALUES.clone(), List.of(new ParameterView("w", 0, spec)));
            new MaxNorm(2).start(parameters).apply();
            assertThat(parameters.values()).containsExactly(VALUES);
        }
    }

    @Test
    void nanStaysNaN() {
        Parameters parameters = parameters(1);
        parameters.values()[0] = Float.NaN;
        new MaxNorm(2).start(parameters).apply();
        assertThat(parameters.values()[0]).isNaN();
        assertThat(parameters.values()[2]).isCloseTo(10 / 13f, within(1e-6f));
    }

    @Test
    void aLimitThatIsNotPositiveIsNamed() {
        assertThatThrownBy(() -> new MaxNorm(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-norm is 0.0, expected a positive number");
    }

    private static Parameters parameters(float learningRateFactor) {
        ParameterSpec weight =
                new ParameterSpec("w", Role.WEIGHT, 2, 3, new Initializer.Zeros(), learningRateFactor, 1);
        return Parameters.of(
                VALUES.clone(),
                List.of(new ParameterView("w", 0, weight), new ParameterView("b", 6, ParameterSpec.bias(3))));
    }
}
