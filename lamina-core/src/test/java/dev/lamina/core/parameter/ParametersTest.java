package dev.lamina.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final ParameterView WEIGHT =
            new ParameterView("layers.0.weight", 0, ParameterSpec.weight(2, 3, new Initializer.Zeros()));
    private static final ParameterView BIAS = new ParameterView("layers.0.bias", 6, ParameterSpec.bias(3));

    @Test
    void viewsAreWindowsOnTheFlatArray() {
        Parameters parameters = Parameters.of(new float[9], List.of(WEIGHT, BIAS));
        BIAS.of(parameters.values()).set(0, 2, 5);
        assertThat(parameters.values()[8]).isEqualTo(5);
        assertThat(WEIGHT.of(parameters.values())).hasToString("2 × 3 matrix");
        assertThat(parameters.size()).isEqualTo(9);
    }

    @Test
    void aCopyHasValuesOfItsOwn() {
        Parameters parameters = Parameters.of(new float[9], List.of(WEIGHT, BIAS));
        parameters.copy().values()[0] = 1;
        assertThat(parameters.values()[0]).isZero();
    }

    @Test
    void theFirstParameterThatIsNotFiniteIsNamed() {
        Parameters parameters = Parameters.of(new float[9], List.of(WEIGHT, BIAS));
        assertThat(parameters.firstNonFinite()).isNull();
        parameters.values()[7] = Float.NaN;
        assertThat(parameters.firstNonFinite()).isEqualTo("layers.0.bias");
        parameters.values()[5] = Float.NEGATIVE_INFINITY;
        assertThat(parameters.firstNonFinite()).isEqualTo("layers.0.weight");
    }

    @Test
    void valuesMustBeAsManyAsTheViewsName() {
        assertThatThrownBy(() -> Parameters.of(new float[8], List.of(WEIGHT, BIAS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has 9 parameters, got 8 values");
    }

    @Test
    void impossibleSpecsAreRefused() {
        assertThatThrownBy(() -> ParameterSpec.bias(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter bias cannot be 1 × -1");
        assertThatThrownBy(() -> new ParameterSpec("mean", Role.STATISTIC, 1, 1, new Initializer.Zeros(), 1, 0))
                .hasMessage("parameter mean is a statistic: its factors must be 0, got 1.0 and 0.0");
        assertThatThrownBy(() -> new ParameterSpec("bias", Role.BIAS, 1, 1, new Initializer.Zeros(), Float.NaN, 1))
                .hasMessage("parameter bias: factors must be 0 or more, got NaN and 1.0");
    }
}
