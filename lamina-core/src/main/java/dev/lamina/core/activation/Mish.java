package dev.lamina.core.activation;

/// f(z) = z·tanh(ln(1 + e^z)) (Misra 2020, arXiv:1908.08681). With n = e^z·(e^z + 2) the tangent is n/(n + 2), and
/// divided by e²ᶻ where z > 0 nothing overflows.
public record Mish() implements Elementwise {

    private static final DerivativeZero ZERO = new DerivativeZero(
            -1.1924312145154952,
            -4.8484829848031044e-17,
            0.2669479140495345,
            0.20473126408010586,
            0.04190782104360987,
            -0.020271822716684245,
            -0.01582112656173338,
            -0.0033606849270232685,
            0.0010924055409445854,
            0.0009898181021289196,
            0.00025412936386191073,
            -4.1961496031696126e-5,
            -5.582891567360688e-5,
            -1.72992708103044e-5,
            9.427361327376651e-7,
            2.9088199364912223e-6);

    @Override
    public String name() {
        return "mish";
    }

    @Override
    public double value(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        if (z < 0) {
            double n = e * (e + 2);
            return z * (n / (n + 2));
        }
        double n = Math.fma(2, e, 1);
        return z * (n / Math.fma(2 * e, e, n));
    }

    @Override
    public double derivative(double z) {
        if (ZERO.covers(z)) {
            return ZERO.derivative(z);
        }
        double e = StrictMath.exp(-Math.abs(z));
        if (z < 0) {
            double d = Math.fma(e, e + 2, 2);
            return e * Math.fma(4 * z, e + 1, (e + 2) * d) / (d * d);
        }
        double n = Math.fma(2, e, 1);
        double d = Math.fma(2 * e, e, n);
        return (n + 4 * z * e * e * (1 + e) / d) / d;
    }
}
