package dev.lamina.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How numbers, counts, names and durations read in a sentence.
public final class InWords {

    private static final int LONGEST_NAME = 40;
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private InWords() {}

    /// A number with four significant digits, whole from ten thousand to a trillion: `0.9855`, `56,213`, `1.235e-07`,
    /// `1.095e+38`; `undefined` if it is not finite.
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "undefined";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e12) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        return rounded.setScale(rounded.scale() + FOUR_DIGITS.getPrecision() - rounded.precision())
                .toPlainString();
    }

    /// `1 row`, `69,379 rows`.
    public static String count(long number, String singular) {
        return String.format(Locale.ROOT, "%,d %s%s", number, singular, number == 1 ? "" : "s");
    }

    /// A duration in its two greatest units: `1h 30m`, `2m 5s`, `12s`; below ten seconds `1.2s`.
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 3600) {
            return seconds / 3600 + "h " + seconds / 60 % 60 + "m";
        }
        if (seconds >= 60) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds >= 10 ? seconds + "s" : seconds + "." + duration.toMillisPart() / 100 + "s";
    }

    /// A name from a file on one line, without what could steer a terminal, and of at most 40 characters.
    public static String name(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.codePointCount(0, plain.length()) <= LONGEST_NAME
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /// The first `limit` names, and how many more there are.
    public static String list(List<String> names, int limit) {
        String shown =
                String.join(", ", names.stream().limit(limit).map(InWords::name).toList());
        return names.size() <= limit ? shown : shown + " and " + (names.size() - limit) + " more";
    }

    /// The text with blanks behind it up to the width.
    public static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
