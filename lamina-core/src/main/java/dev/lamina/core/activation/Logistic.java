package dev.lamina.core.activation;

/// σ(z) = 1 / (1 + e⁻ᶻ) and its complement σ(−z), in [DoubleDouble], from e = e^−|z|: both keep their digits in
/// their tails.
record Logistic(DoubleDouble value, DoubleDouble complement) {

    static Logistic of(DoubleDouble z) {
        boolean below = z.high() < 0;
        DoubleDouble e = DoubleDouble.exp(below ? z : z.negated());
        DoubleDouble denominator = e.plus(1);
        DoubleDouble small = e.dividedBy(denominator);
        DoubleDouble large = DoubleDouble.ONE.dividedBy(denominator);
        return below ? new Logistic(small, large) : new Logistic(large, small);
    }

    static Logistic of(double z) {
        return of(DoubleDouble.of(z));
    }
}
