package dev.lamina.report.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracerTest {

    private static final double[][] X = {{0.5, -0.25, 1, 2}, {-1, 0.75, 0, 0.125}};
    private static final double[][] Y = {{1, 0, 0}, {0, 0.5, 1}};

    @Test
    void plainStepsSubtractTheGradientTimesTheRate() {
        Trace trace = trace(UpdateRule.plain(0.25), 1);
        TraceStep step = trace.steps().getFirst();
        TraceStep.Learning learning = learning(step);
        for (int l = 0; l < 3; l++) {
            ReferenceLayer before = step.before().layers().get(l);
            ReferenceLayer after = learning.after().layers().get(l);
            double[][] gradient = learning.backward().weightGradients().get(l);
            assertThat(after.weights()[2][1]).isEqualTo(before.weights()[2][1] - 0.25 * gradient[2][1]);
            assertThat(Objects.requireNonNull(after.bias())[1])
                    .isEqualTo(Objects.requireNonNull(before.bias())[1]
                            - 0.25 * learning.backward().biasGradients().get(l)[1]);
        }
    }

    @Test
    void eachStepStartsWhereTheLastOneEndedAndTheCostFalls() {
        Trace trace = trace(UpdateRule.plain(0.1), 5);
        for (int i = 1; i < 5; i++) {
            TraceStep.Learning last = learning(trace.steps().get(i - 1));
            TraceStep step = trace.steps().get(i);
            assertThat(step.number()).isEqualTo(i + 1);
            assertThat(step.before()).isSameAs(last.after());
            assertThat(learning(step).backward().cost()).isCloseTo(last.costAfter(), within(1e-15));
            assertThat(learning(step).costAfter()).isLessThan(last.costAfter());
        }
    }

    @Test
    void numericGradientsOfAllWeightsAgreeWithBackPropagation() {
        NumericGradients numeric =
                learning(trace(UpdateRule.plain(0.1), 1).steps().getFirst()).numeric();
        assertThat(numeric.compared()).isEqualTo(4 * 3 + 3 + 3 * 4 + 4 + 4 * 3 + 3);
        assertThat(numeric.largestDifference()).isPositive().isLessThan(1e-9);
    }

    @Test
    void wideLayersAreComparedAtTheirCorners() {
        ReferenceNetwork network = Traces.network("relu", "identity", 20, 100, 3);
        double[][] x = {IntStream.range(0, 20).mapToDouble(i -> 0.1 * i - 1).toArray()};
        TraceSettings settings =
                Traces.settings(network, new SoftmaxCrossEntropy(), UpdateRule.plain(0.1), x, new double[][] {{2}});
        NumericGradients numeric =
                learning(Tracer.trace(settings, 1).steps().getFirst()).numeric();
        assertThat(numeric.compared()).isEqualTo(6 * 6 + 6 + 6 * 3 + 3);
        assertThat(numeric.weights().getFirst()[3][0]).isNaN();
        assertThat(numeric.weights().getFirst()[19][99]).isFinite();
        assertThat(numeric.largestDifference()).isLessThan(1e-9);
    }

    @Test
    void optimizersOfTrainingStepInFloat32AndRemember() {
        Trace trace = trace(new UpdateRule(Adam.defaults(), 0.01), 3);
        double start = trace.steps().getFirst().before().layers().getFirst().weights()[0][0];
        double gradient =
                learning(trace.steps().getFirst()).backward().weightGradients().getFirst()[0][0];
        // Adam's first step is η against the sign of the gradient, whatever its size.
        assertThat(learning(trace.steps().getFirst())
                        .after()
                        .layers()
                        .getFirst()
                        .weights()[0][0])
                .isCloseTo(start - 0.01 * Math.signum(gradient), within(1e-5));
        double third =
                learning(trace.steps().getLast()).after().layers().getFirst().weights()[0][0];
        assertThat(third).isEqualTo((float) third);
    }

    @Test
    void withoutTargetsThereIsOnlyTheForwardPass() {
        TraceSettings settings = Traces.settings(
                Traces.network("tanh", "identity", 4, 3), new SoftmaxCrossEntropy(), UpdateRule.plain(0.1), X, null);
        Trace trace = Tracer.trace(settings, 4);
        assertThat(trace.steps()).hasSize(1);
        assertThat(trace.steps().getFirst().learning()).isNull();
        double[] probabilities = trace.steps().getFirst().predictions()[1];
        assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-15));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> trace(UpdateRule.plain(0.1), 0)).hasMessage("steps is 0, expected 1 or more");
        assertThatThrownBy(() -> UpdateRule.plain(Double.NaN))
                .hasMessage("the learning rate is NaN, expected more than 0");
        ReferenceNetwork network = Traces.network("tanh", "identity", 4, 3);
        assertThatThrownBy(() -> Traces.settings(
                        network, new SquaredError(), UpdateRule.plain(1), new double[][] {{1, 2}}, null))
                .hasMessage("the network has 4 inputs, got 2");
    }

    private static Trace trace(UpdateRule update, int steps) {
        return Tracer.trace(
                Traces.settings(Traces.network("sigmoid", "sigmoid", 4, 3, 4, 3), new SquaredError(), update, X, Y),
                steps);
    }

    private static TraceStep.Learning learning(TraceStep step) {
        return Objects.requireNonNull(step.learning());
    }
}
