package dev.lamina.io;

/// Numbers as people write them in data: sign, digits, decimal point, exponent; or a word for infinity.
///
/// Narrower than Java's own grammar: `1d`, `0x1F`, `1_000` and `NaN` are words. `012` is twelve.
final class NumberText {

    /// Powers of ten that a double holds exactly.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /// As many digits always fit a long.
    private static final int MAX_DIGITS = 18;

    /// Integers up to here are exact as doubles.
    private static final long MAX_EXACT = 1L << 53;

    private NumberText() {}

    /// The double nearest to the number in `text[from, to)`, infinite beyond the range of doubles; NaN if it is
    /// no number.
    static double parse(char[] text, int from, int to, char decimal) {
        int at = from;
        boolean negative = false;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            negative = text[at++] == '-';
        }
        long digits = 0;
        int significant = 0;
        int seen = 0;
        int pointAt = -1;
        for (; at < to; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                seen++;
                if (significant < MAX_DIGITS) {
                    digits = digits * 10 + (c - '0');
                }
                significant += digits == 0 ? 0 : 1;
            } else if (c == decimal && pointAt < 0) {
                pointAt = seen;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return isInfinity(text, at, to) && pointAt < 0
                    ? (negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
                    : Double.NaN;
        }
        int exponent = at == to ? 0 : exponent(text, at, to);
        if (exponent == NO_EXPONENT) {
            return Double.NaN;
        }
        int power = pointAt < 0 ? exponent : exponent - (seen - pointAt);
        if (significant <= MAX_DIGITS && digits <= MAX_EXACT && Math.abs(power) < POWERS.length) {
            // Both operands are exact, so that one rounding gives the nearest double (Clinger 1990).
            double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(text, from, to - from).replace(decimal, '.'));
    }

    /// Whether a number is written as codes are: with a zero before other digits of its whole part, such as `038` or
    /// `007.1`.
    static boolean hasLeadingZero(char[] text, int from, int to) {
        int at = from;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        return to - at > 1 && text[at] == '0' && text[at + 1] >= '0' && text[at + 1] <= '9';
    }

    private static final int NO_EXPONENT = Integer.MIN_VALUE;

    /// Beyond it every number is zero or infinite, and Double.parseDouble decides.
    private static final int MAX_EXPONENT = 100_000;

    private static int exponent(char[] text, int from, int to) {
        int at = from;
        if (text[at] != 'e' && text[at] != 'E') {
            return NO_EXPONENT;
        }
        at++;
        boolean negative = false;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            negative = text[at++] == '-';
        }
        if (at == to) {
            return NO_EXPONENT;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_EXPONENT;
            }
            exponent = Math.min(exponent * 10 + digit, MAX_EXPONENT);
        }
        return negative ? -exponent : exponent;
    }

    private static boolean isInfinity(char[] text, int from, int to) {
        int length = to - from;
        if (length != 3 && length != 8) {
            return false;
        }
        return "infinity".startsWith(new String(text, from, length).toLowerCase(java.util.Locale.ROOT));
    }

    /// The shortest text that reads back as the same double; whole numbers without a decimal point.
    static String format(double value) {
        boolean plain = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
        boolean negativeZero = value == 0 && 1 / value < 0;
        return plain && !negativeZero ? Long.toString((long) value) : Double.toString(value);
    }
}
