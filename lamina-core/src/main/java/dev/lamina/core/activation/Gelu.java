package dev.lamina.core.activation;

/// f(z) = z·Φ(z), Φ the distribution function of the standard normal (Hendrycks, Gimpel 2016,
/// arXiv:1606.08415); derivative Φ(z) + z·φ(z).
public record Gelu() implements Elementwise {

    private static final DerivativeZero ZERO = new DerivativeZero(
            -0.7517915246935645,
            1.4956759177009883e-17,
            0.4314939923140469,
            0.388284982990552,
            -0.018199676398671087,
            -0.1140082332972217,
            -0.014771522148244337,
            0.019421679838189067,
            0.004539228379125415,
            -0.002239538068073497,
            -0.0007448268386746817,
            0.00018633974623233514,
            8.615947861116571e-5,
            -1.121438018842664e-5,
            -7.74846130700372e-6,
            4.3284506257392273e-7);

    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public double value(double z) {
        return z * Normal.distribution(z);
    }

    @Override
    public double derivative(double z) {
        return ZERO.covers(z) ? ZERO.derivative(z) : Normal.distribution(z) + z * Normal.density(z);
    }
}
