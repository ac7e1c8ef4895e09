package dev.lamina.core.activation;

/// f(z) = z·σ(z), also called swish (Elfwing, Uchibe, Doya 2018, arXiv:1702.03118); derivative
/// σ(z)·(1 + z·σ(−z)).
public record Silu() implements Elementwise {

    private static final DerivativeZero ZERO = new DerivativeZero(
            -1.2784645427610737,
            -1.0946994183093437e-16,
            0.2178117057198001,
            0.1466487969969469,
            0.018874814223782312,
            -0.015222655223188032,
            -0.006606589138356696,
            0.000126627410081122,
            0.0007985218818397998,
            0.00018570724361186496,
            -4.090534237428612e-5,
            -2.9733542213263917e-5,
            -2.942631888842464e-6,
            2.346029682463866e-6,
            8.599695028268575e-7,
            -3.051244750055421e-8);

    @Override
    public String name() {
        return "silu";
    }

    @Override
    public double value(double z) {
        return z * Sigmoid.logistic(z);
    }

    @Override
    public double derivative(double z) {
        return ZERO.covers(z) ? ZERO.derivative(z) : Sigmoid.logistic(z) * Math.fma(z, Sigmoid.logistic(-z), 1);
    }
}
