package dev.lamina.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first three functions of Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease"
/// (1994), from their starts.
class LineSearchTest {

    /// The start, 20 points, and the way back to the best.
    private static final int MOST_EVALUATIONS = 22;

    private static final class Function implements LineSearch.Line {

        private final DoubleUnaryOperator value;
        private final DoubleUnaryOperator slope;
        private int evaluations;
        private LineSearch.Point last;

        Function(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
            this.value = value;
            this.slope = slope;
            this.last = at(0);
        }

        @Override
        public LineSearch.Point at(double length) {
            evaluations++;
            last = new LineSearch.Point(length, value.applyAsDouble(length), slope.applyAsDouble(length));
            return last;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 10, 1e3})
    void aValleyAfterALongFall(double first) {
        assertWolfe(new Function(a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2))), first);
    }

    /// The slope at the start is 10⁻⁷ of that beside the minimum: most searches end before it is as small again.
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 10, 1e3})
    void aSearchThatEndsEarlyHasAMuchLowerCost(double first) {
        double b = 0.004;
        Function steep = new Function(
                a -> StrictMath.pow(a + b, 5) - 2 * StrictMath.pow(a + b, 4),
                a -> 5 * StrictMath.pow(a + b, 4) - 8 * StrictMath.pow(a + b, 3));
        LineSearch.Point found = LineSearch.search(steep, steep.last, first);
        assertThat(found.cost()).isLessThan(-2.6);
        assertThat(steep.last).isEqualTo(found);
        assertThat(steep.evaluations).isLessThanOrEqualTo(MOST_EVALUATIONS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 10, 1e3})
    void aValleyOfManyWaves(double first) {
        double b = 0.01;
        double k = 39 * Math.PI / 2;
        assertWolfe(
                new Function(
                        a -> bowl(a, b) + 2 * (1 - b) / (39 * Math.PI) * StrictMath.sin(k * a),
                        a -> bowlSlope(a, b) + (1 - b) * StrictMath.cos(k * a)),
                first);
    }

    private static double bowl(double a, double b) {
        if (Math.abs(a - 1) < b) {
            return (a - 1) * (a - 1) / (2 * b) + b / 2;
        }
        return Math.abs(a - 1);
    }

    private static double bowlSlope(double a, double b) {
        return Math.abs(a - 1) < b ? (a - 1) / b : Math.signum(a - 1);
    }

    private static void assertWolfe(Function function, double first) {
        LineSearch.Point start = function.last;
        LineSearch.Point found = LineSearch.search(function, start, first);
        assertThat(found.length()).isPositive();
        assertThat(found.cost()).isLessThanOrEqualTo(start.cost() + 1e-4 * found.length() * start.slope());
        assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(0.9 * Math.abs(start.slope()));
        assertThat(function.last).isEqualTo(found);
        assertThat(function.evaluations).isLessThanOrEqualTo(MOST_EVALUATIONS);
    }
}
