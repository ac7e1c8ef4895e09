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

class LbfgsTest {

    /// A cost with its gradient, in double precision.
    private interface Function {
        double value(float[] x, float[] gradient);
    }

    private static final class Problem implements Optimizer.CostFunction {

        private final Function function;
        private final Parameters parameters;
        private final float[] gradients;
        private double cost;
        private int evaluations;

        Problem(Function function, float learningRateFactor, float... start) {
            this.function = function;
            ParameterSpec spec = ParameterSpec.weight(1, 1, new Initializer.Zeros());
            ParameterSpec rest = new ParameterSpec(
                    "w", Role.WEIGHT, 1, start.length - 1, new Initializer.Zeros(), learningRateFactor, 1);
            parameters = Parameters.of(
                    start, List.of(new ParameterView("first", 0, spec), new ParameterView("rest", 1, rest)));
            gradients = new float[start.length];
            evaluate();
        }

        @Override
        public double cost() {
            return cost;
        }

        @Override
        public double evaluate() {
            evaluations++;
            cost = function.value(parameters.values(), gradients);
            return cost;
        }

        Optimizer.State minimize(Optimizer optimizer, int steps) {
            Optimizer.State state = optimizer.start(gradients.length);
            for (int i = 0; i < steps && !state.converged(); i++) {
                state.step(parameters, gradients, optimizer.learningRate(), this);
            }
            return state;
        }

        float[] values() {
            return parameters.values();
        }
    }

    /// Rosenbrock's (1 − a)² + 100(b − a²)², whose minimum at (1, 1) lies in a bent valley.
    private static double rosenbrock(float[] x, float[] gradient) {
        double a = x[0];
        double b = x[1];
        double off = b - a * a;
        gradient[0] = (float) (-2 * (1 - a) - 400 * a * off);
        gradient[1] = (float) (200 * off);
        return (1 - a) * (1 - a) + 100 * off * off;
    }

    /// ½Σ cᵢ(xᵢ − i)² with c from 1 to 10⁴.
    private static double bowl(float[] x, float[] gradient) {
        double cost = 0;
        for (int i = 0; i < x.length; i++) {
            double curvature = StrictMath.pow(10, 4.0 * i / (x.length - 1));
            gradient[i] = (float) (curvature * (x[i] - i));
            cost += 0.5 * curvature * (x[i] - i) * (x[i] - i);
        }
        return cost;
    }

    /// SciPy's L-BFGS-B takes 44 evaluations from the same start.
    @Test
    void rosenbrocksValleyEndsInItsMinimum() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, 1, -1.2f, 1);
        Optimizer.State state = problem.minimize(Lbfgs.defaults(), 100);
        assertThat(problem.values()).containsExactly(new float[] {1, 1}, within(1e-4f));
        assertThat(state.converged()).isTrue();
        assertThat(problem.evaluations).isLessThan(60);
    }

    @Test
    void anIllConditionedBowlEndsInItsMinimum() {
        Problem problem = new Problem(LbfgsTest::bowl, 1, new float[12]);
        problem.minimize(Lbfgs.defaults(), 200);
        for (int i = 0; i < 12; i++) {
            assertThat((double) problem.values()[i]).isCloseTo(i, within(1e-3));
        }
    }

    @Test
    void noStepRaisesTheCost() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, 1, -1.2f, 1);
        Optimizer.State state = Lbfgs.defaults().start(2);
        double before = problem.cost();
        for (int i = 0; i < 60; i++) {
            state.step(problem.parameters, problem.gradients, 1, problem);
            assertThat(problem.cost()).isLessThanOrEqualTo(before);
            before = problem.cost();
            // What the objective holds is what the parameters give.
            assertThat(problem.evaluate()).isEqualTo(before);
        }
        assertThat(state.steps()).isEqualTo(60);
    }

    @Test
    void atTheMinimumTheParametersStay() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, 1, 1, 1);
        assertThat(problem.minimize(Lbfgs.defaults(), 3).converged()).isTrue();
        assertThat(problem.values()).containsExactly(1, 1);
    }

    /// The gradient of this one lies, so that no length lowers the cost.
    @Test
    void aFailedSearchLeavesTheParametersAndTheirGradient() {
        Problem problem = new Problem(
                (x, gradient) -> {
                    gradient[0] = -1;
                    gradient[1] = 2;
                    return x[0] - 2 * x[1];
                },
                1,
                0.25f,
                -0f);
        Optimizer.State state = problem.minimize(Lbfgs.defaults(), 3);
        assertThat(state.converged()).isTrue();
        assertThat(state.steps()).isEqualTo(1);
        assertThat(problem.values()).containsExactly(0.25f, -0f);
        assertThat(problem.cost()).isEqualTo(0.25);
    }

    @Test
    void aCostBeyondTheFiniteNumbersIsTooHigh() {
        // ln beyond its domain is NaN: the first quasi-Newton steps overshoot it.
        Problem problem = new Problem(
                (x, gradient) -> {
                    gradient[0] = (float) (1 - 1e-3 / x[0]);
                    gradient[1] = x[1];
                    return x[0] - 1e-3 * StrictMath.log(x[0]) + 0.5 * x[1] * x[1];
                },
                1,
                2,
                3);
        problem.minimize(Lbfgs.defaults(), 60);
        assertThat(problem.values()).containsExactly(new float[] {1e-3f, 0}, within(1e-5f));
    }

    /// With a fixed at −1.2, the best b is 1.44.
    @Test
    void frozenViewsStay() {
        Problem problem = new Problem(
                (x, gradient) -> {
                    double cost = rosenbrock(new float[] {x[1], x[0]}, gradient);
                    float ofFrozen = gradient[0];
                    gradient[0] = gradient[1];
                    gradient[1] = ofFrozen;
                    return cost;
                },
                0,
                1,
                -1.2f);
        problem.minimize(Lbfgs.defaults(), 30);
        assertThat(problem.values()[1]).isEqualTo(-1.2f);
        assertThat(problem.values()[0]).isCloseTo(1.44f, within(1e-4f));
    }

    /// ½(x − 3)² + ½x² is lowest at 1.5.
    @Test
    void weightDecayIsPartOfTheCost() {
        Problem problem = new Problem(
                (x, gradient) -> {
                    gradient[0] = x[0] - 3;
                    gradient[1] = x[1] + 3;
                    return 0.5 * ((x[0] - 3) * (x[0] - 3) + (x[1] + 3) * (x[1] + 3));
                },
                1,
                0,
                0);
        problem.minimize(Lbfgs.defaults().weightDecay(1), 20);
        assertThat(problem.values()).containsExactly(new float[] {1.5f, -1.5f}, within(1e-4f));
    }

    @Test
    void aGradientThatIsNaNShows() {
        Problem problem = new Problem(
                (x, gradient) -> {
                    gradient[0] = Float.NaN;
                    return 1;
                },
                1,
                1,
                1);
        problem.minimize(Lbfgs.defaults(), 1);
        assertThat(problem.values()[0]).isNaN();
    }

    @Test
    void aStepWithoutACostFunctionIsRefused() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, 1, 0, 0);
        Optimizer.State state = Lbfgs.defaults().start(2);
        assertThatThrownBy(() -> state.step(problem.parameters, problem.gradients, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lbfgs searches for the length of a step: give the step a cost function");
    }

    @Test
    void otherRulesDoNotEvaluateTheCost() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, 1, 0, 0);
        problem.minimize(Sgd.plain(0.125f), 1);
        assertThat(problem.evaluations).isEqualTo(1);
        assertThat(problem.values()).containsExactly(0.25f, 0);
    }

    @Test
    void settingsAreCopiedAndTheirRangesNamed() {
        assertThat(Lbfgs.defaults().learningRate(0.5f).weightDecay(0.25f)).isEqualTo(new Lbfgs(0.5f, 10, 0.25f));
        assertThatThrownBy(() -> new Lbfgs(1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("history is 0, expected 1 or more");
        assertThatThrownBy(() -> new Lbfgs(0, 1, 0)).hasMessage("learningRate is 0.0, expected a positive number");
        assertThatThrownBy(() -> new Lbfgs(1, 1, -1)).hasMessage("weightDecay is -1.0, expected 0 or more");
    }
}
