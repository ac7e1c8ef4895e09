package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole trajectories are compared with PyTorch's in the testkit; a rule that searches has a test of its own.
class OptimizerTest {

    private static final float TINY = 1e-30f;

    static Stream<Optimizer> optimizers() {
        return Stream.concat(
                Optimizer.all().stream().filter(optimizer -> !optimizer.searches()),
                Stream.of(
                        Sgd.plain(0.1f),
                        new Sgd(0.1f, 0.9f, 0.5f, false, 0),
                        Adam.defaults().amsgrad(true),
                        new RmsProp(0.1f, 0.9f, 1e-8f, 0.9f, false, 0),
                        new RmsProp(0.1f, 0.9f, 1e-8f, 0, true, 0),
                        new RmsProp(0.1f, 0.9f, 1e-8f, 0.9f, true, 0)));
    }

    static Stream<Optimizer> thoseThatStepByTheLearningRate() {
        return Stream.of(
                Sgd.plain(0.1f),
                new Sgd(0.1f, 0.9f, 0, false, 0),
                Adam.defaults(),
                Adam.defaults().amsgrad(true),
                AdamW.defaults(),
                AdaGrad.defaults(),
                AdaMax.defaults(),
                Lion.defaults());
    }

    /// What three steps of η = ½ take from θ along the gradients 2, 2 and −1, worked out by hand.
    static Stream<Arguments> stepsByHand() {
        return Stream.of(
                arguments(Sgd.plain(0.5f), 1, 1, -0.5),
                arguments(new Sgd(0.5f, 0.5f, 0.5f, false, 0), 1, 1, 0.25),
                arguments(new Sgd(0.5f, 0.5f, 0, true, 0), 1.5, 1.75, -0.375),
                arguments(new Adam(0.5f, 0, 0, TINY, false, 0), 0.5, 0.5, -0.5),
                arguments(new Adam(0.5f, 0, 0, TINY, true, 0), 0.5, 0.5, -0.25),
                arguments(new AdaGrad(0.5f, 0, 0, TINY, 0), 0.5, 1 / Math.sqrt(8), -1 / 6.0),
                arguments(new AdaGrad(0.5f, 1, 5, TINY, 0), 1 / 3.0, 0.5 / Math.sqrt(13), -1 / Math.sqrt(14) / 6),
                arguments(new AdaDelta(0.5f, 0, 1, 0), 1 / Math.sqrt(5), 0.6, -0.5 * Math.sqrt(1.22)),
                arguments(new RmsProp(0.5f, 0.5f, TINY, 0, false, 0), 0.707107, 0.577350, -0.353553),
                arguments(new RmsProp(0.5f, 0.5f, TINY, 0.5f, false, 0), 0.707107, 0.930904, 0.111898),
                arguments(new RmsProp(0.5f, 0.5f, TINY, 0, true, 0), 1, 1.154701, -0.359211),
                arguments(new AdaMax(0.5f, 0, 0.75f, TINY, 0), 0.5, 0.5, -1 / 3.0),
                arguments(new NAdam(0.5f, 0.5f, 0, TINY, 0, 0), 0.566667, 0.495238, -0.349580),
                arguments(new RAdam(0.5f, 0.5f, 0.5f, TINY, 0), 1, 1, 1 / 7.0),
                arguments(Rprop.defaults().learningRate(0.5f), 0.5, 0.6, 0),
                arguments(new Lion(0.5f, 0.5f, 0.5f, 0), 0.5, 0.5, 0.5));
    }

    @ParameterizedTest
    @MethodSource("stepsByHand")
    void theStepsAreThoseOfTheFormula(Optimizer optimizer, double first, double second, double third) {
        Optimizer.State state = optimizer.start(2);
        float[] gradients = {2, 2, -1};
        double[] expected = {first, second, third};
        for (int step = 0; step < 3; step++) {
            Parameters parameters = parameters(1, 1);
            state.step(parameters, new float[] {gradients[step], -gradients[step]}, 0.5f);
            assertThat(1 - (double) parameters.values()[0]).isCloseTo(expected[step], within(1e-6));
            assertThat((double) parameters.values()[1] - 1).isCloseTo(expected[step], within(1e-6));
        }
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
    @MethodSource("thoseThatStepByTheLearningRate")
    void theFirstStepIsTheLearningRateTimesTheDirection(Optimizer optimizer) {
        Parameters parameters = parameters(1, 1);
        optimizer.weightDecay(0).start(2).step(parameters, new float[] {1, 1}, 0.125f);
        assertThat(parameters.values()[0]).isCloseTo(1 - 0.125f, within(1e-6f));
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
    void aStateRefusesTheParametersOfAnotherNetwork(Optimizer optimizer) {
        Optimizer.State state = optimizer.start(2);
        Parameters three = Network.inputs(2).dense(1).build().initialize(1);
        assertThatThrownBy(() -> state.step(three, new float[3], 0.1f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this state is for 2 parameters, got 3 with 3 gradients");
        assertThatThrownBy(() -> state.step(parameters(1, 1), new float[3], 0.1f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this state is for 2 parameters, got 2 with 3 gradients");
        state.step(parameters(1, 1), new float[2], 0.1f);
        Parameters other = Network.inputs(1).dense(1).build().initialize(1);
        assertThatThrownBy(() -> state.step(other, new float[2], 0.1f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this state has stepped the parameters of another network; start a new one for these");
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
    void rpropShrinksStepsAfterATurnAndKeepsThemInTheirRange() {
        Optimizer.State state = new Rprop(0.5f, 0.5f, 2, 0.2f, 0.75f, 0).start(2);
        float[] gradients = {1, 1, -1, -1, 1, 1, 0, 1};
        double[] expected = {0.5, 0.75, 0, -0.375, 0, 0.2, 0, 0.2};
        for (int step = 0; step < gradients.length; step++) {
            Parameters parameters = parameters(1, 1);
            state.step(parameters, new float[] {gradients[step], 0}, 0.5f);
            assertThat(1 - (double) parameters.values()[0]).isCloseTo(expected[step], within(1e-6));
        }
    }

    @Test
    void aScheduleScalesTheStepsOfRpropNotItsStepSizes() {
        Optimizer.State state = Rprop.defaults().learningRate(0.5f).start(2);
        Parameters parameters = parameters(1, 1);
        state.step(parameters, new float[] {1, 1}, 0.25f);
        assertThat(parameters.values()[0]).isEqualTo(1 - 0.25f);
        state.step(parameters, new float[] {1, 1}, 0.5f);
        assertThat(parameters.values()[0]).isCloseTo(1 - 0.25f - 0.6f, within(1e-6f));
    }

    @Test
    void centredRmsPropStaysFiniteWhileTheGradientIsConstant() {
        Optimizer.State state = new RmsProp(1e-3f, 0.5f, 1e-8f, 0, true, 0).start(2);
        Parameters parameters = parameters(1, 1);
        for (int step = 0; step < 1000; step++) {
            state.step(parameters, new float[] {0.1f, 0.7f}, 1e-3f);
        }
        assertThat(parameters.firstNonFinite()).isNull();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aGradientThatIsNaNShows(Optimizer optimizer) {
        Parameters parameters = parameters(1, 1);
        optimizer.start(2).step(parameters, new float[] {Float.NaN, 1}, 0.1f);
        assertThat(parameters.values()[0]).isNaN();
        assertThat(parameters.values()[1]).isFinite();
    }

    /// Whatever a state remembers, it remembers for each view.
    @ParameterizedTest
    @MethodSource("optimizers")
    void twoViewsStepLikeOneOfBoth(Optimizer optimizer) {
        ParameterSpec one = ParameterSpec.weight(1, 1, new Initializer.Zeros());
        Parameters apart = Parameters.of(
                new float[] {1, 1}, List.of(new ParameterView("a", 0, one), new ParameterView("b", 1, one)));
        Parameters together = parameters(1, 1);
        Optimizer.State stateApart = optimizer.start(2);
        Optimizer.State stateTogether = optimizer.start(2);
        for (int step = 0; step < 8; step++) {
            float[] gradients = {step - 3, 2 - step};
            stateApart.step(apart, gradients, 0.1f);
            stateTogether.step(together, gradients, 0.1f);
        }
        assertThat(apart.values()).isEqualTo(together.values());
    }

    @Test
    void namesGiveTheDefaults() {
        assertThat(Optimizer.all())
                .allSatisfy(known -> assertThat(Optimizer.named(known.name())).isEqualTo(known));
        assertThatThrownBy(() -> Optimizer.named("adamx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown optimizer \"adamx\"; known are sgd, adam, adamw, adagrad, adadelta, rmsprop,"
                        + " adamax, nadam, radam, rprop, lion, lbfgs");
    }

    @Test
    void noOptimizerIsLeftOut() {
        assertThat(Optimizer.all().stream().<Class<?>>map(Optimizer::getClass))
                .containsExactlyInAnyOrder(Optimizer.class.getPermittedSubclasses());
    }

    @Test
    void settingsOutsideTheirRangesAreNamed() {
        assertRefused(() -> Sgd.plain(0), "learningRate is 0.0, expected a positive number");
        assertRefused(() -> Sgd.plain(Float.NaN), "learningRate is NaN, expected a positive number");
        assertRefused(() -> new Sgd(1, 1, 0, false, 0), "momentum is 1.0, expected 0 ≤ momentum < 1");
        assertRefused(() -> new Sgd(1, 0.5f, 1, false, 0), "dampening is 1.0, expected 0 ≤ dampening < 1");
        assertRefused(() -> new Sgd(1, 0, 0, true, 0), "nesterov needs a momentum above 0");
        assertRefused(() -> new Sgd(1, 0, 0.5f, false, 0), "dampening needs a momentum above 0");
        assertRefused(() -> new Sgd(1, 0.5f, 0.5f, true, 0), "dampening is 0.5, expected 0 with nesterov");
        assertRefused(() -> Sgd.plain(1).weightDecay(-1), "weightDecay is -1.0, expected 0 or more");
        assertRefused(() -> new Adam(1, Float.NaN, 0, 1, false, 0), "beta1 is NaN, expected 0 ≤ beta1 < 1");
        assertRefused(() -> new AdamW(1, 0, 1, 1, 0), "beta2 is 1.0, expected 0 ≤ beta2 < 1");
        assertRefused(() -> new AdamW(1, 0, 0, 0, 0), "epsilon is 0.0, expected a positive number");
        assertRefused(
                () -> Adam.defaults().learningRate(Float.POSITIVE_INFINITY),
                "learningRate is Infinity, expected a positive number");
        assertRefused(() -> new AdaGrad(1, -1, 0, 1, 0), "learningRateDecay is -1.0, expected 0 or more");
        assertRefused(() -> new AdaGrad(1, 0, Float.NaN, 1, 0), "initialSum is NaN, expected 0 or more");
        assertRefused(() -> new AdaDelta(1, 1, 1, 0), "rho is 1.0, expected 0 ≤ rho < 1");
        assertRefused(() -> new RmsProp(1, -1, 1, 0, false, 0), "alpha is -1.0, expected 0 ≤ alpha < 1");
        assertRefused(() -> new NAdam(1, 0, 0, 1, -1, 0), "momentumDecay is -1.0, expected 0 or more");
        assertRefused(() -> new Rprop(1, 1, 2, 1, 1, 0), "decrease is 1.0, expected 0 < decrease < 1");
        assertRefused(() -> new Rprop(1, 0.5f, 1, 1, 1, 0), "increase is 1.0, expected a number above 1");
        assertRefused(
                () -> new Rprop(1, 0.5f, 2, 1, 0.5f, 0), "largestStep is 0.5, expected smallestStep, 1.0, or more");
    }

    /// 1000 × 120 weights, of which every thread gets some rows, and 120 biases, which the caller keeps.
    @ParameterizedTest
    @MethodSource("optimizers")
    void threadsDoNotChangeABit(Optimizer optimizer) {
        List<ParameterView> views = List.of(
                new ParameterView("weight", 0, ParameterSpec.weight(1000, 120, new Initializer.Zeros())),
                new ParameterView("bias", 120_000, ParameterSpec.bias(120)));
        for (Optimizer rule : List.of(optimizer, optimizer.weightDecay(0.1f))) {
            Parameters alone = Parameters.of(gradient(120_120, 0), views);
            Parameters shared = Parameters.of(gradient(120_120, 0), views);
            Optimizer.State state = rule.start(120_120);
            Optimizer.State split = rule.start(120_120);
            try (Team team = Team.of(3)) {
                split.runOn(team);
                for (int step = 1; step <= 3; step++) {
                    state.step(alone, gradient(120_120, step), 0.01f);
                    split.step(shared, gradient(120_120, step), 0.01f);
                }
            }
            assertThat(shared.values()).isEqualTo(alone.values());
        }
    }

    private static float[] gradient(int count, int step) {
        float[] gradient = new float[count];
        for (int i = 0; i < count; i++) {
            gradient[i] = (i * 37 % 101 - 50 + step) * 0.01f;
        }
        return gradient;
    }

    private static void assertRefused(ThrowingCallable settings, String message) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /// Two ones with the given factors.
    private static Parameters parameters(float learningRateFactor, float weightDecayFactor) {
        ParameterSpec spec = new ParameterSpec(
                "w", Role.WEIGHT, 1, 2, new Initializer.Zeros(), learningRateFactor, weightDecayFactor);
        return Parameters.of(new float[] {1, 1}, List.of(new ParameterView("w", 0, spec)));
    }
}
