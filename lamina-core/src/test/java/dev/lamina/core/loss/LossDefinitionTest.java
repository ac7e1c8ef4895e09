package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The losses of single samples in float64 against values of 40 digits, and the fast form for batches against them.
class LossDefinitionTest {

    private static final double[] LOGITS = {0.5, -1.25, 2};

    /// Loss, target, value and gradient at [#LOGITS], computed by mpmath from the formulas on predictions.
    static List<Arguments> known() {
        return List.of(
                Arguments.of(new AbsoluteError(), new double[] {1.0, -0.5, 0.25}, 3.0, new double[] {-1.0, -1.0, 1.0}),
                Arguments.of(new BinaryCrossEntropy(), new double[] {1.0, 0.0, 0.25}, 2.352934076568452, new double[] {
                    -0.37754066879814546, 0.22270013882530884, 0.6307970779778824
                }),
                Arguments.of(new CrammerSingerHinge(), new double[] {1.0}, 4.25, new double[] {0.0, -1.0, 1.0}),
                Arguments.of(new Focal(), new double[] {1.0}, 3.271890797289237, new double[] {
                    0.20280104000108434, -1.1116922444271369, 0.9088912044260524
                }),
                Arguments.of(new Focal(0.5), new double[] {0.0}, 1.5719950617365557, new double[] {
                    -0.8858451637715199, 0.03306584263244144, 0.8527793211390785
                }),
                Arguments.of(new Hinge(), new double[] {1.0, -1.0, -1.0}, 3.5, new double[] {-1.0, 0.0, 1.0}),
                Arguments.of(new Huber(), new double[] {1.0, -0.5, 0.25}, 1.65625, new double[] {-0.5, -0.75, 1.0}),
                Arguments.of(
                        new Huber(0.25), new double[] {1.0, -0.5, 0.25}, 0.65625, new double[] {-0.25, -0.25, 0.25}),
                Arguments.of(new KullbackLeibler(), new double[] {0.75, 0.0, 0.25}, 0.7952868384832243, new double[] {
                    -0.5731798178925557, 0.030726740326436432, 0.5424530775661193
                }),
                Arguments.of(new LogCosh(), new double[] {1.0, -0.5, 0.25}, 1.46498384209376, new double[] {
                    -0.46211715726000974, -0.6351489523872873, 0.9413755384972874
                }),
                Arguments.of(
                        new MeanBinaryCrossEntropy(), new double[] {1.0, 0.0, 0.25}, 0.7843113588561507, new double[] {
                            -0.1258468895993818, 0.07423337960843629, 0.21026569265929415
                        }),
                Arguments.of(new MeanSquaredError(), new double[] {1.0, -0.5, 0.25}, 1.2916666666666667, new double[] {
                    -0.3333333333333333, -0.5, 1.1666666666666667
                }),
                Arguments.of(new MeanWestonWatkinsHinge(), new double[] {1.0}, 2.3333333333333335, new double[] {
                    0.3333333333333333, -0.6666666666666666, 0.3333333333333333
                }),
                Arguments.of(new Poisson(), new double[] {2.0, 0.0, 3.5}, 1.3242821664909685, new double[] {
                    -0.35127872929987186, 0.2865047968601901, 3.8890560989306504
                }),
                Arguments.of(new Quantile(0.9), new double[] {1.0, -0.5, 0.25}, 1.3, new double[] {-0.9, -0.9, 0.1}),
                Arguments.of(new QuantileBand(), new double[] {0.25}, 1.075, new double[] {0.95, -0.5, 0.05}),
                Arguments.of(new SoftmaxCrossEntropy(), new double[] {1.0}, 3.4826219831020326, new double[] {
                    0.17682018210744427, -0.9692732596735636, 0.7924530775661193
                }),
                Arguments.of(
                        new SoftmaxCrossEntropy(), new double[] {0.75, 0.0, 0.25}, 1.3576219831020326, new double[] {
                            -0.5731798178925557, 0.030726740326436432, 0.5424530775661193
                        }),
                Arguments.of(new SoftmaxCrossEntropy(0.25), new double[] {1.0}, 3.065955316435366, new double[] {
                    0.09348684877411095, -0.8026065930068969, 0.7091197442327859
                }),
                Arguments.of(
                        new SquaredError(), new double[] {1.0, -0.5, 0.25}, 1.9375, new double[] {-0.5, -0.75, 1.75}),
                Arguments.of(new SquaredHinge(), new double[] {1.0, -1.0, -1.0}, 9.25, new double[] {-1.0, 0.0, 6.0}),
                Arguments.of(new WestonWatkinsHinge(), new double[] {1.0}, 7.0, new double[] {1.0, -2.0, 1.0}));
    }

    @ParameterizedTest
    @MethodSource("known")
    void valuesAndGradientsAreExact(Loss loss, double[] target, double value, double[] expected) {
        double[] gradient = {Double.NaN, Double.NaN, Double.NaN};
        assertThat(loss.loss(LOGITS, target, gradient)).isCloseTo(value, within(1e-14));
        assertThat(gradient).containsExactly(expected, within(1e-14));
        assertThat(LOGITS).containsExactly(0.5, -1.25, 2);
    }

    @Test
    void everyLossIsAmongTheKnown() {
        Set<Class<?>> known = known().stream()
                .map(arguments -> Objects.requireNonNull(arguments.get()[0]).getClass())
                .collect(Collectors.toSet());
        for (Loss loss : Loss.all()) {
            assertThat(known).contains(loss.getClass());
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void theFastFormIsTheWeightedMeanOfTheDefinition(Loss loss, double[] target) {
        int rows = 7;
        int classes = 3;
        RandomStream random = RandomStream.of(1, Purpose.SPLIT, 0);
        Matrix logits = Matrix.zeros(rows, classes);
        Matrix targets = Matrix.zeros(rows, target.length);
        float[] weights = new float[rows];
        double total = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < classes; j++) {
                logits.set(i, j, (float) (6 * random.nextDouble() - 3));
            }
            for (int j = 0; j < target.length; j++) {
                targets.set(i, j, (float) target[(i + j) % target.length]);
            }
            weights[i] = (float) random.nextDouble();
            total += weights[i];
        }
        Matrix gradient = Matrix.zeros(rows, classes);
        double cost = loss.cost(logits, targets, weights, gradient);
        double expected = 0;
        for (int i = 0; i < rows; i++) {
            double[] slopes = new double[classes];
            double share = weights[i] / total;
            expected += share * loss.loss(row(logits, i), row(targets, i), slopes);
            for (int j = 0; j < classes; j++) {
                assertThat((double) gradient.get(i, j)).isCloseTo(share * slopes[j], within(2e-6));
            }
        }
        assertThat(cost).isCloseTo(expected, within(1e-6));
    }

    private static double[] row(Matrix matrix, int row) {
        double[] copy = new double[matrix.columns()];
        for (int j = 0; j < copy.length; j++) {
            copy[j] = matrix.get(row, j);
        }
        return copy;
    }

    /// Without the one whose e^z is infinite itself.
    static Stream<Arguments> knownOfExtremeLogits() {
        return known().stream().filter(arguments -> !(arguments.get()[0] instanceof Poisson));
    }

    @ParameterizedTest
    @MethodSource("knownOfExtremeLogits")
    void extremeLogitsGiveFiniteLosses(Loss loss, double[] target) {
        for (double[] logits : new double[][] {{1e4, -1e4, 0}, {-1e4, 1e4, 1e4}}) {
            double[] gradient = new double[3];
            assertThat(loss.loss(logits, target, gradient)).isFinite();
            assertThat(Arrays.stream(gradient)).allMatch(Double::isFinite);
        }
    }

    @Test
    void unfitTargetsAreNamed() {
        assertRefused(
                new BinaryCrossEntropy(),
                "binary-cross-entropy expects targets in [0, 1], got 1.5",
                new double[] {0, 1.5, 0});
        assertRefused(new Hinge(), "hinge expects targets -1 or 1, got 0.3", new double[] {1, 0.3, -1});
        assertRefused(new Poisson(), "poisson expects targets of 0 or more, got -1.0", new double[] {2, -1, 0});
        assertRefused(new SquaredError(), "squared-error expects a target of length 3, got 1", new double[] {1});
        assertRefused(new Focal(), "focal expects class indices 0 to 2, got 3.0", new double[] {3});
        assertRefused(new Focal(), "focal expects a target of length 1, got 3", new double[] {0, 1, 0});
        assertRefused(
                new CrammerSingerHinge(),
                "crammer-singer-hinge expects class indices 0 to 2, got -1.0",
                new double[] {-1});
        assertRefused(
                new WestonWatkinsHinge(),
                "weston-watkins-hinge expects class indices 0 to 2, got 0.5",
                new double[] {0.5});
        assertRefused(
                new MeanWestonWatkinsHinge(),
                "mean-weston-watkins-hinge expects class indices 0 to 2, got NaN",
                new double[] {Double.NaN});
        assertRefused(
                new SoftmaxCrossEntropy(),
                "softmax-cross-entropy expects probabilities that sum to 1, got a sum of 1.5",
                new double[] {0.5, 0.5, 0.5});
        assertRefused(
                new SoftmaxCrossEntropy(),
                "softmax-cross-entropy expects a target of length 1, got 2",
                new double[] {0.5, 0.5});
        assertRefused(
                new KullbackLeibler(),
                "kullback-leibler expects probabilities of 0 or more, got -0.5",
                new double[] {1, -0.5, 0.5});
        assertRefused(new KullbackLeibler(), "kullback-leibler expects a target of length 3, got 1", new double[] {1});
    }

    private static void assertRefused(Loss loss, String message, double[] target) {
        assertThatThrownBy(() -> loss.loss(LOGITS, target, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
