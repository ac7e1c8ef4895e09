package dev.lamina.core.activation;

/// The approximation of [Gelu] by tanh: f(z) = ½z·(1 + tanh w), w = √(2/π)·(z + 0.044715·z³) (Hendrycks, Gimpel
/// 2016, arXiv:1606.08415). Computed as z·σ(2w), whose left tail keeps its digits; derivative
/// σ(2w) + z·σ(2w)·σ(−2w)·2w′.
public record GeluTanh() implements Elementwise {

    private static final double CUBIC = 0.044715;
    /// 2√(2/π) as a sum of two doubles.
    private static final double TWO_ROOT = 1.5957691216057308;

    private static final double TWO_ROOT_REST = -9.96930880911092e-17;

    private static final DerivativeZero ZERO = new DerivativeZero(
            -0.7524614220710163,
            3.635560509207687e-17,
            0.4304000910248585,
            0.38751844613578895,
            -0.01578285352184803,
            -0.11394448308095899,
            -0.01661932834305256,
            0.019682309459833118,
            0.005261059254921912,
            -0.0024227318458750974,
            -0.0009274420230205449,
            0.00026392764052681053,
            0.00012425227802639782,
            -3.4956171694436116e-5,
            -1.5950896871645105e-5,
            5.918611710894005e-6);

    @Override
    public String name() {
        return "gelu-tanh";
    }

    @Override
    public double value(double z) {
        double e = exponential(z);
        return z * ((z < 0 ? e : 1) / (1 + e));
    }

    @Override
    public double derivative(double z) {
        if (ZERO.covers(z)) {
            return ZERO.derivative(z);
        }
        double e = exponential(z);
        double slope = TWO_ROOT * Math.fma(3 * CUBIC, z * z, 1);
        double sigmoid = (z < 0 ? e : 1) / (1 + e);
        double complement = (z < 0 ? 1 : e) / (1 + e);
        return sigmoid * Math.fma(z * slope, complement, 1);
    }

    /// e^−|2w|. A rounded 2w of size 50 would cost the exponential 50 times that rounding, so that what each
    /// step of 2w loses goes along and corrects the result to first order.
    private static double exponential(double z) {
        double magnitude = Math.abs(z);
        double square = magnitude * magnitude;
        double squareLost = Math.fma(magnitude, magnitude, -square);
        double term = CUBIC * square;
        double termLost = Math.fma(CUBIC, square, -term) + CUBIC * squareLost;
        double sum = 1 + term;
        double sumLost = (term < 1 ? (1 - sum) + term : (term - sum) + 1) + termLost;
        double product = magnitude * sum;
        double productLost = Math.fma(magnitude, sum, -product) + magnitude * sumLost;
        double exponent = TWO_ROOT * product;
        double exponentLost = Math.fma(TWO_ROOT, product, -exponent) + TWO_ROOT_REST * product + TWO_ROOT * productLost;
        double e = StrictMath.exp(-exponent);
        return e == 0 ? e : e * (1 - exponentLost);
    }
}
