package dev.lamina.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Derivatives are checked by finite differences in `GradientCheckTest`, values in every bit in `KernelsTest`.
class ActivationTest {

    private static final List<Activation> ALL = Activation.all();

    /// Half an ulp of rounding and, at the float next to a zero of the derivative, what double leaves there.
    private static final double SLOPE_ULPS = 1;

    @Test
    void namesLeadBackToTheActivation() {
        for (Activation activation : ALL) {
            assertThat(Activation.named(activation.name())).isEqualTo(activation);
        }
        assertThatThrownBy(() -> Activation.named("ReLU"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "unknown activation \"ReLU\"; known are elu, exp, gelu, gelu-tanh, hard-sigmoid, hard-swish, hard-tanh, "
                                + "identity, leaky-relu, mish, relu, selu, sigmoid, silu, softmax, softplus, softsign, tanh");
    }

    @Test
    void noActivationOfLaminaIsLeftOut() {
        Stream<Class<?>> elementwise = Stream.of(Elementwise.class.getPermittedSubclasses());
        assertThat(ALL.stream().<Class<?>>map(Activation::getClass))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(elementwise.filter(type -> type != Custom.class), Stream.of(Softmax.class))
                                .toList());
    }

    @Test
    void windowsWithGapsGetTheSameValuesAndKeepTheirGaps() {
        for (Activation activation : ALL) {
            Matrix plain = Matrix.of(new float[][] {{-2, -0.25f, 0.5f}, {3, 0, -1}});
            float[] data = new float[11];
            Matrix window = Matrix.window(data, 1, 2, 3, 5);
            window.copyFrom(plain);
            Matrix slope = Matrix.zeros(2, 3);
            Matrix gappedSlope = Matrix.window(new float[9], 2, 2, 3, 4);
            Matrix predicted = Matrix.of(plain.toArrays());
            activation.forward(predicted);
            activation.forward(plain, slope);
            activation.forward(window, gappedSlope);
            assertThat(plain.toArrays()).as(activation.name()).isEqualTo(predicted.toArrays());
            assertThat(window.toArrays()).as(activation.name()).isEqualTo(plain.toArrays());
            assertThat(gappedSlope.toArrays()).as(activation.name()).isEqualTo(slope.toArrays());

            Matrix gradient = Matrix.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
            Matrix gapped = Matrix.window(new float[11], 1, 2, 3, 6);
            gapped.copyFrom(gradient);
            activation.backward(activation.savesSlope() ? slope : plain, gradient);
            activation.backward(activation.savesSlope() ? gappedSlope : window, gapped);
            assertThat(gapped.toArrays()).as(activation.name()).isEqualTo(gradient.toArrays());
            assertThat(new float[] {data[0], data[4], data[5], data[9], data[10]})
                    .as(activation.name())
                    .containsOnly(0f);
        }
    }

    /// Over every sign and size, and float by float about the zeros of the derivatives and the kinks.
    @Test
    void theFloat32FormIsTheDefinitionRounded() {
        float[] z = sweep();
        for (Activation activation : ALL) {
            if (activation instanceof Elementwise f && f.savesSlope()) {
                Matrix y = Matrix.of(z);
                Matrix slope = Matrix.zeros(1, z.length);
                f.forward(y, slope);
                for (int i = 0; i < z.length; i++) {
                    assertWithinUlps(0.51, f, z[i], y.get(0, i), f.value(z[i]));
                    assertWithinUlps(SLOPE_ULPS, f, z[i], slope.get(0, i), f.derivative(z[i]));
                }
            }
        }
    }

    private static float[] sweep() {
        List<Float> z = new ArrayList<>();
        // A prime step, so that all low bits occur.
        for (int bits = 0; bits <= Float.floatToIntBits(1000f); bits += 699_053) {
            z.add(Float.intBitsToFloat(bits));
            z.add(-Float.intBitsToFloat(bits));
        }
        for (float special : new float[] {-0.7517915f, -0.7524614f, -1.1924312f, -1.2784646f, -3, -1, 1, 3}) {
            float next = special - 10 * Math.ulp(special);
            for (int i = 0; i <= 20; i++, next += Math.ulp(special)) {
                z.add(next);
            }
        }
        float[] values = new float[z.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = z.get(i);
        }
        return values;
    }

    private static void assertWithinUlps(double bound, Elementwise f, float z, float actual, double exact) {
        assertThat(Math.abs(actual - exact) / Math.ulp((float) exact))
                .as("error in ulp of %s or its derivative at %s: %s, exact is %s", f, z, actual, exact)
                .isLessThanOrEqualTo(bound);
    }

    @Test
    void elementwiseFunctionsGiveTheirValues() {
        Matrix z = Matrix.of(new float[] {-1, 0, 2});
        assertThat(applied(new Identity(), z)).containsExactly(-1, 0, 2);
        assertThat(applied(new Relu(), z)).containsExactly(0, 0, 2);
        assertThat(applied(new Sigmoid(), z))
                .containsExactly(new float[] {0.26894143f, 0.5f, 0.880797f}, within(1e-7f));
        assertThat(applied(new Tanh(), z)).containsExactly(new float[] {-0.7615942f, 0, 0.9640276f}, within(1e-7f));
    }

    @Test
    void everyValueLiesInTheRange() {
        for (Activation f : ALL) {
            Range range = f.range();
            for (double z = -6; z <= 6; z += 0x1p-5) {
                double y = f instanceof Elementwise element
                        ? element.value(z)
                        : applied(f, Matrix.of(new float[][] {{(float) z, 0}}))[0];
                assertThat(y).as(f.name() + " at " + z).isBetween(range.lowest(), range.highest());
                assertThat(range.closed() || (y > range.lowest() && y < range.highest()))
                        .as(f.name() + " at " + z)
                        .isTrue();
            }
        }
    }

    @Test
    void rangesSayWhatTheyAreAndWhatTheyLieIn() {
        assertThat(ALL.stream().map(f -> f.name() + ": " + f.range().words()))
                .contains(
                        "elu: numbers above -1",
                        "exp: numbers above 0",
                        "hard-sigmoid: 0 to 1 with both ends",
                        "hard-swish: -0.375 and more",
                        "identity: any number",
                        "relu: 0 and more",
                        "sigmoid: numbers between 0 and 1",
                        "tanh: -1 to 1");
        assertThat(new Sigmoid().range().isWithin(0, 1)).isTrue();
        assertThat(new HardSigmoid().range().isWithin(0, 1)).isFalse();
        assertThat(new Exponential().range().isWithin(0, 1)).isFalse();
        assertThat(new Exponential().range().isWithin(0, Double.POSITIVE_INFINITY))
                .isTrue();
        assertThat(new Relu().range().isWithin(0, Double.POSITIVE_INFINITY)).isFalse();
    }

    @Test
    void hardTanhIsTheIdentityBetweenItsKinks() {
        Elementwise f = new HardTanh();
        assertThat(new double[] {f.value(-2), f.value(-1), f.value(-0.25), f.value(1), f.value(3)})
                .containsExactly(-1, -1, -0.25, 1, 1);
        assertThat(new double[] {f.derivative(-2), f.derivative(-1), f.derivative(-0.25), f.derivative(1)})
                .containsExactly(0, 0, 1, 0);
        assertThat(f.value(Double.NaN)).isNaN();
    }

    @Test
    void theExponentialIsItsOwnDerivative() {
        Elementwise f = new Exponential();
        assertThat(f.value(1)).isCloseTo(Math.E, within(1e-15));
        assertThat(f.derivative(-700)).isCloseTo(9.859676543759770e-305, within(1e-318));
        Matrix a = Matrix.of(applied(f, Matrix.of(new float[] {-1, 0, 2})));
        Matrix gradient = Matrix.of(new float[] {1, 3, -0.5f});
        f.backward(a, gradient);
        assertThat(gradient.data()).containsExactly(new float[] {0.36787945f, 3, -3.694528f}, within(1e-6f));
    }

    @Test
    void settingsReachValueAndDerivative() {
        assertThat(new LeakyRelu(0.25).value(-2)).isEqualTo(-0.5);
        assertThat(new LeakyRelu(0.25).derivative(-2)).isEqualTo(0.25);
        assertThat(new Elu(3).value(-1)).isCloseTo(-1.8963616764857, within(1e-12));
        assertThat(new Elu(3).derivative(-1)).isCloseTo(1.1036383235143, within(1e-12));
        Matrix z = Matrix.of(new float[] {-2, 3});
        assertThat(applied(new LeakyRelu(0.25), z)).containsExactly(-0.5f, 3);
        assertThat(applied(new Elu(3), z)).containsExactly(new float[] {-2.5939941f, 3}, within(3e-7f));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new LeakyRelu(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaky-relu slope is 1.0, expected 0 ≤ slope < 1");
        assertThatThrownBy(() -> new Elu(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("elu alpha is NaN, expected a finite number above 0");
    }

    @Test
    void anActivationOfOnesOwnIsAppliedToEveryNumber() {
        Activation square = new Custom("square", z -> z * z, z -> 2 * z);
        Matrix z = Matrix.of(new float[] {-2, 3});
        assertThat(applied(square, z)).containsExactly(4, 9);
        Matrix slope = Matrix.zeros(1, 2);
        square.forward(z, slope);
        assertThat(z.data()).containsExactly(4, 9);
        Matrix gradient = Matrix.of(new float[] {1, 0.5f});
        square.backward(slope, gradient);
        assertThat(gradient.data()).containsExactly(-4, 3);
        assertThat(square.name()).isEqualTo("square");
    }

    @Test
    void aNetworkRefusesAnActivationWhoseDerivativeIsWrong() {
        Custom cube = new Custom("cube", z -> z * z * z, z -> 2 * z * z);
        assertThatThrownBy(() -> networkWith(cube))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("custom activation \"cube\": at z = -2.96875 the derivative given is 17.626953, "
                        + "differences of f give 26.44043; correct it, or switch this check off with withoutCheck()");
        assertThatThrownBy(() -> networkWith(new Custom("slightly", StrictMath::sin, z -> StrictMath.cos(z) + 3e-6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("custom activation \"slightly\": at z = ");
        assertThatThrownBy(() -> networkWith(new Custom("undefined", z -> z, _ -> Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the derivative given is NaN, differences of f give 1.0");
        assertThat(networkWith(cube.withoutCheck()).outputs()).isEqualTo(1);
    }

    @Test
    void everyActivationPassesTheCheckOfItsOwnDerivative() {
        for (Activation activation : ALL) {
            if (activation instanceof Elementwise f) {
                new Custom(f.name(), f::value, f::derivative).check();
            }
        }
    }

    @Test
    void theCheckSkipsKinksAndWhatIsNotFinite() {
        // A kink at a point of the grid, and one between it and its neighbours in the difference.
        new Custom("kink", z -> Math.abs(z - 0.03125), z -> z > 0.03125 ? 1 : -1).check();
        new Custom("beside", z -> Math.abs(z - 0.0315), z -> z > 0.0315 ? 1 : -1).check();
        new Custom("log", StrictMath::log, z -> z > 0 ? 1 / z : 0).check();
        new Custom("step", StrictMath::floor, _ -> 0).check();
    }

    private static Network networkWith(Activation activation) {
        return Network.inputs(1).dense(1).activation(activation).build();
    }

    @Test
    void softmaxRowsAreTheExactProbabilities() {
        Matrix z = Matrix.of(new float[][] {{1, 2, 3, -4}, {0.5f, 0.5f, 0.5f, 0.5f}});
        new Softmax().forward(z);
        assertThat(z.toArrays()[0])
                .containsExactly(new float[] {0.08997599f, 0.2445801f, 0.66483766f, 0.00060625345f}, within(1e-7f));
        assertThat(z.toArrays()[1]).containsOnly(0.25f);
    }

    @Test
    void softmaxOfExtremeLogitsStaysFinite() {
        Matrix z = Matrix.of(new float[][] {{1e4f, -1e4f, 0}, {-1e4f, -1e4f, -1e4f}, {Float.MAX_VALUE, 0, 0}});
        new Softmax().forward(z);
        assertThat(z.toArrays()[0]).containsExactly(1, 0, 0);
        assertThat(z.toArrays()[1]).containsOnly(1f / 3);
        assertThat(z.toArrays()[2]).containsExactly(1, 0, 0);
    }

    @Test
    void softmaxGivesTheLogarithmOfItsSum() {
        assertThat(Softmax.normalise(new float[] {1, 2, 3}, 0, 3)).isCloseTo(3.4076059644443806, within(1e-7));
        assertThat(Softmax.normalise(new float[] {9, 1e4f, 1e4f}, 1, 2)).isCloseTo(1e4 + Math.log(2), within(1e-7));
    }

    @Test
    void groupsOfColumnsHaveAnActivationEach() {
        Activation groups = new ColumnGroups(
                List.of(new ColumnGroups.Group(new Sigmoid(), 1), new ColumnGroups.Group(new Softmax(), 2)));
        assertThat(groups.name()).isEqualTo("sigmoid (1), softmax (2)");
        Matrix z = Matrix.window(new float[] {9, 0, 3, 3, 9, 1e4f, -1e4f, 1e4f}, 1, 2, 3, 4);
        Matrix kept = Matrix.zeros(2, 3);
        groups.forward(z, kept);
        assertThat(z.data()).containsExactly(9, 0.5f, 0.5f, 0.5f, 9, 1, 0, 1);
        Matrix gradient = Matrix.of(new float[][] {{1, 1, 0}, {1, 1, 1}});
        groups.backward(kept, gradient);
        assertThat(gradient.toArrays()).isEqualTo(new float[][] {{0.25f, 0.25f, -0.25f}, {0, 0, 0}});
        assertThatThrownBy(() -> groups.forward(Matrix.zeros(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sigmoid (1), softmax (2) expects 3 columns, got a 1 × 4 matrix");
        assertThatThrownBy(() -> new ColumnGroups.Group(new Tanh(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tanh has 0 columns, expected 1 or more");
    }

    @Test
    void gradientsAndSlopesOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> new Relu().backward(Matrix.zeros(2, 3), Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the gradient is a 3 × 2 matrix, the output a 2 × 3 matrix");
        assertThatThrownBy(() -> new Tanh().forward(Matrix.zeros(2, 3), Matrix.zeros(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the slope is a 0 × 0 matrix, the output a 2 × 3 matrix");
    }

    private static float[] applied(Activation activation, Matrix z) {
        Matrix copy = Matrix.of(z.toArrays());
        activation.forward(copy);
        return copy.data();
    }
}
