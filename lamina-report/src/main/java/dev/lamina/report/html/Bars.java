package dev.lamina.report.html;

import dev.lamina.report.page.Markup;
import java.util.Locale;

/// Bars from 0 with their intervals, one in each line of a table, all on one scale. For the eye only: the numbers stand
/// beside them.
///
/// @param least at the left end
/// @param greatest at the right end
record Bars(double least, double greatest) {

    private static final int WIDTH = 220;

    /// A scale that holds 0 and both values.
    static Bars around(double least, double greatest) {
        double low = Math.min(0, least);
        double high = Math.max(0, greatest);
        return new Bars(low, high > low ? high : low + 1);
    }

    /// A cell with a bar.
    ///
    /// @param low lower end of the interval; NaN for none
    /// @param high upper end
    void cell(Markup out, double value, double low, double high) {
        begin(out);
        double zero = place(0);
        double end = place(value);
        String style = value < 0 ? "negative" : "positive";
        out.open("path", "class", "grid", "d", "M" + tenths(zero) + " 0V16").close();
        out.open(
                        "rect",
                        "class",
                        style,
                        "y",
                        "3",
                        "height",
                        "10",
                        "x",
                        tenths(Math.min(zero, end)),
                        "width",
                        tenths(Math.abs(end - zero)))
                .close();
        whisker(out, low, high);
        out.close().close();
    }

    /// A cell with a point.
    void point(Markup out, double value, double low, double high) {
        begin(out);
        whisker(out, low, high);
        if (!Double.isNaN(value)) {
            out.open("circle", "class", "positive", "r", "4", "cy", "8", "cx", tenths(place(value)))
                    .close();
        }
        out.close().close();
    }

    private static void begin(Markup out) {
        out.open("td").open("svg", "class", "bar", "viewBox", "0 0 " + WIDTH + " 16", "aria-hidden", "true");
    }

    private void whisker(Markup out, double low, double high) {
        if (!Double.isNaN(low)) {
            String from = tenths(place(low));
            String to = tenths(place(high));
            out.open("path", "class", "whisker", "d", "M" + from + " 4V12M" + to + " 4V12M" + from + " 8H" + to)
                    .close();
        }
    }

    private double place(double value) {
        return 6 + (WIDTH - 12) * Math.clamp((value - least) / (greatest - least), 0, 1);
    }

    private static String tenths(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
