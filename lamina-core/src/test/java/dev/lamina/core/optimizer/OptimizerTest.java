package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole trajectories are compared with PyTorch's in the testkit.
class OptimizerTest {

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Sgd.plain(0.1f), new Sgd(0.1f, 0.9f, false, 0), Sgd.defaults(), Adam.defaults(), AdamW.defaults());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepGoesAgainstTheGradient(Optimizer optimizer) {
        Parameters parameters = parameters(1, 1);
        optimizer.start(2).step(parameters, new float[] {3, -3}, 0.1f);
        assertThat(parameters.values()[0]).isLessThan(1);
        assertThat(parameters.values()[1]).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theFirstStepIsTheLearningRateTimesTheDirection(Optimizer optimizer) {
        Parameters parameters = parameters(1, 1);
        optimizer.weightDecay(0).start(2).step(parameters, new float[] {1, 1}, 0.125f);
        float step = optimizer instanceof Sgd sgd && sgd.nesterov() ? 0.125f * 1.9f : 0.125f;
        assertThat(parameters.values()[0]).isCloseTo(1 - step, within(1e-6f));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aLearningRateFactorOfZeroFreezesAndADecayFactorOfZeroKeeps(Optimizer optimizer) {
        Parameters frozen = parameters(0, 1);
        Parameters undecayed = parameters(1, 0);
        Parameters plain = parameters(1, 1);
        Optimizer decaying = optimizer.weightDecay(0.5f);
        decaying.start(2).step(frozen, new float[] {1, 1}, 0.1f);
        decaying.start(2).step(undecayed, new float[] {1, 1}, 0.1f);
        optimizer.weightDecay(0).start(2).step(plain, new float[] {1, 1}, 0.1f);
        assertThat(frozen.values()).containsExactly(1, 1);
        assertThat(undecayed.values()).isEqualTo(plain.values());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStateCountsItsSteps(Optimizer optimizer) {
        Optimizer.State state = optimizer.start(2);
        assertThat(state.steps()).isZero();
        state.step(parameters(1, 1), new float[2], 0.1f);
        assertThat(state.steps()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void settingsAreCopiedNotChanged(Optimizer optimizer) {
        Optimizer changed = optimizer.learningRate(0.5f).weightDecay(0.25f);
        assertThat(changed.learningRate()).isEqualTo(0.5f);
        assertThat(changed.weightDecay()).isEqualTo(0.25f);
        assertThat(changed.name()).isEqualTo(optimizer.name());
        assertThat(changed.learningRate(optimizer.learningRate()).weightDecay(optimizer.weightDecay()))
                .isEqualTo(optimizer);
    }

    @Test
    void namesGiveTheDefaults() {
        assertThat(Optimizer.named("sgd")).isEqualTo(Sgd.defaults());
        assertThat(Optimizer.named("adam")).isEqualTo(Adam.defaults());
        assertThat(Optimizer.named("adamw")).isEqualTo(AdamW.defaults());
        assertThatThrownBy(() -> Optimizer.named("lion"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown optimizer \"lion\"; known are sgd, adam, adamw");
    }

    @Test
    void settingsOutsideTheirRangesAreNamed() {
        assertThatThrownBy(() -> Sgd.plain(0)).hasMessage("learningRate is 0.0, expected a positive number");
        assertThatThrownBy(() -> Sgd.plain(Float.NaN)).hasMessage("learningRate is NaN, expected a positive number");
        assertThatThrownBy(() -> new Sgd(1, 1, false, 0)).hasMessage("momentum is 1.0, expected 0 ≤ momentum < 1");
        assertThatThrownBy(() -> new Sgd(1, 0, true, 0)).hasMessage("nesterov needs a momentum above 0");
        assertThatThrownBy(() -> Sgd.plain(1).weightDecay(-1)).hasMessage("weightDecay is -1.0, expected 0 or more");
        assertThatThrownBy(() -> new Adam(1, Float.NaN, 0, 1, 0)).hasMessage("beta1 is NaN, expected 0 ≤ beta1 < 1");
        assertThatThrownBy(() -> new AdamW(1, 0, 1, 1, 0)).hasMessage("beta2 is 1.0, expected 0 ≤ beta2 < 1");
        assertThatThrownBy(() -> new AdamW(1, 0, 0, 0, 0)).hasMessage("epsilon is 0.0, expected a positive number");
        assertThatThrownBy(() -> Adam.defaults().learningRate(Float.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learningRate is Infinity, expected a positive number");
    }

    /// Two ones with the given factors.
    private static Parameters parameters(float learningRateFactor, float weightDecayFactor) {
        ParameterSpec spec =
                new ParameterSpec("w", 1, 2, new Initializer.Zeros(), learningRateFactor, weightDecayFactor);
        return Parameters.of(new float[] {1, 1}, List.of(new ParameterView("w", 0, spec)));
    }
}
