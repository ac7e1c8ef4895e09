package dev.lamina.explain;

/// How many standard errors to either side of a mean hold 95 %, by Student's distribution.
final class StudentQuantile {

    private static final double NORMAL = 1.959963984540054;
    private static final double ONE_DEGREE = 12.706204736174698;
    private static final double TWO_DEGREES = 4.302652729749464;

    private StudentQuantile() {}

    /// The quantile of 0.975, to 0.2 %: exact for one and two degrees of freedom, else by the expansion 26.7.5 of
    /// Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964).
    ///
    /// @param degrees of freedom, 1 or more
    static double of(int degrees) {
        if (degrees <= 2) {
            return degrees == 1 ? ONE_DEGREE : TWO_DEGREES;
        }
        double x = NORMAL;
        double x2 = x * x;
        double first = x * (x2 + 1) / 4;
        double second = x * ((5 * x2 + 16) * x2 + 3) / 96;
        double third = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
        double fourth = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92_160;
        double v = degrees;
        return x + (first + (second + (third + fourth / v) / v) / v) / v;
    }
}
