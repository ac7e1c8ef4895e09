package dev.lamina.report.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// One axis of a plot: where a value lies between its ends, and ticks at round numbers. Immutable.
///
/// @param title what it measures
/// @param least at its beginning
/// @param greatest at its end, above `least`
/// @param logarithmic whether equal ratios are equal lengths
/// @param label how a tick reads; null for the shortest number that tells ticks apart
public record Axis(
        String title,
        double least,
        double greatest,
        boolean logarithmic,
        @Nullable DoubleFunction<String> label) {

    /// A value with how it reads.
    record Tick(double value, String label) {}

    private static final int MOST_TICKS = 5;

    /// An axis that holds both values; where they are equal it is widened.
    public static Axis linear(String title, double least, double greatest) {
        if (least < greatest) {
            return new Axis(title, least, greatest, false, null);
        }
        double around = Math.max(Math.abs(least) / 10, 1e-6);
        return new Axis(title, least - around, least + around, false, null);
    }

    /// An axis of powers of ten where the values are above 0 and differ by more than a factor of 20, else a linear one.
    public static Axis logarithmic(String title, double least, double greatest) {
        return least > 0 && greatest > 20 * least
                ? new Axis(title, least, greatest, true, null)
                : linear(title, least, greatest);
    }

    /// From 0 to 100 %.
    public static Axis shares(String title) {
        return new Axis(title, 0, 1, false, value -> Math.round(100 * value) + " %");
    }

    /// The same with other words for the ticks.
    public Axis labelled(DoubleFunction<String> label) {
        return new Axis(title, least, greatest, logarithmic, label);
    }

    /// Where a value lies: 0 at the beginning, 1 at the end; values beyond are at the ends.
    double place(double value) {
        double place = logarithmic
                ? StrictMath.log(Math.max(value, least) / least) / StrictMath.log(greatest / least)
                : (value / 2 - least / 2) / (greatest / 2 - least / 2);
        return Math.clamp(place, 0, 1);
    }

    List<Tick> ticks() {
        return logarithmic ? powers() : multiples();
    }

    private List<Tick> powers() {
        int first = (int) Math.ceil(StrictMath.log10(least) - 1e-9);
        int last = (int) Math.floor(StrictMath.log10(greatest) + 1e-9);
        int step = Math.max(1, Math.ceilDiv(last - first + 1, MOST_TICKS));
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power += step) {
            double value = StrictMath.pow(10, power);
            ticks.add(new Tick(value, label == null ? text(value, -power) : label.apply(value)));
        }
        return ticks.size() > 1
                ? ticks
                : List.of(new Tick(least, text(least, 2)), new Tick(greatest, text(greatest, 2)));
    }

    private List<Tick> multiples() {
        double wanted = greatest / MOST_TICKS - least / MOST_TICKS;
        int power = (int) Math.floor(StrictMath.log10(wanted));
        double unit = StrictMath.pow(10, power);
        double ratio = wanted / unit;
        double step = unit * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
        int decimals = ratio > 5 ? -power - 1 : -power;
        List<Tick> ticks = new ArrayList<>();
        for (double k = Math.ceil(least / step - 1e-9); k <= greatest / step + 1e-9; k++) {
            double value = k * step;
            ticks.add(new Tick(value, label == null ? text(value, decimals) : label.apply(value)));
        }
        return ticks;
    }

    /// `0.25`, `20k`, `1.5M`, `1e-7`.
    private static String text(double value, int decimals) {
        double size = Math.abs(value);
        if (size >= 1e9 || (size > 0 && size < 1e-4)) {
            return new DecimalFormat("0.#E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                    .format(value)
                    .replace("E", "e");
        }
        if (size >= 1e6) {
            return plain(value / 1e6, decimals + 6) + "M";
        }
        return size >= 1e4 ? plain(value / 1e3, decimals + 3) + "k" : plain(value, decimals);
    }

    private static String plain(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(Math.clamp(decimals, 0, 8), RoundingMode.HALF_EVEN)
                .toPlainString()
                .replaceFirst("^-(0(\\.0*)?)$", "$1");
    }
}
