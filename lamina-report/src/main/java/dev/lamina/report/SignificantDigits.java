package dev.lamina.report;

import java.math.BigDecimal;
import java.math.MathContext;

/// Writes numbers with so many significant digits, without trailing zeros; 17 are enough that each comes back
/// exactly. The minus sign is the ASCII one, so that numbers can be copied and searched for.
///
/// @param digits 1 to 17
record SignificantDigits(int digits) {

    static final int MAX_DIGITS = 17;

    /// Smaller numbers have an exponent.
    private static final int SMALLEST_EXPONENT = -4;

    private static final int LARGEST_EXPONENT = 8;

    SignificantDigits {
        if (!(digits >= 1 && digits <= MAX_DIGITS)) {
            throw new IllegalArgumentException("digits is " + digits + ", expected 1 to " + MAX_DIGITS);
        }
    }

    /// As text, such as `-0.2634` or `1.5e-7`.
    String of(double value) {
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }
        BigDecimal rounded = new BigDecimal(Double.toString(value))
                .round(new MathContext(digits))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_EXPONENT && exponent <= LARGEST_EXPONENT) {
            return rounded.toPlainString();
        }
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /// As LaTeX; what has an exponent is in `\num{…}`, which the renderers know.
    String latex(double value) {
        String text = of(value);
        return text.contains("e") ? "\\num{" + text + "}" : text;
    }

    /// As LaTeX, in parentheses if it is negative: a factor or a term that follows another.
    String factor(double value) {
        return value < 0 ? "(" + latex(value) + ")" : latex(value);
    }
}
