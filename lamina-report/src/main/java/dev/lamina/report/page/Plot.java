package dev.lamina.report.page;

import java.util.List;

/// A plot as SVG: two axes with a grid, and what is drawn between them. It scales with the room it gets and needs no
/// script; colours come from the page's styles. One thread.
public final class Plot {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 230;
    private static final int LEFT = 48;
    private static final int RIGHT = 20;
    private static final int TOP = 26;
    private static final int BOTTOM = 38;

    /// Where in the SVG the axes end, for scripts: left, right, top, bottom.
    public static final List<Integer> FRAME = List.of(LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM);

    private final Markup out;
    private final Axis x;
    private final Axis y;

    /// Begins it, with the axes.
    ///
    /// @param label what it shows, for those who do not see it
    public Plot(Markup out, String label, Axis x, Axis y) {
        this.out = out;
        this.x = x;
        this.y = y;
        out.open("svg", "class", "plot", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", label);
        for (Axis.Tick tick : y.ticks()) {
            String at = coordinate(down(tick.value()));
            shape("path", "class", "grid", "d", "M" + LEFT + " " + at + "H" + (WIDTH - RIGHT));
            text(tick.label(), "end", LEFT - 6, down(tick.value()) + 4);
        }
        for (Axis.Tick tick : x.ticks()) {
            String at = coordinate(across(tick.value()));
            shape("path", "class", "grid", "d", "M" + at + " " + TOP + "V" + (HEIGHT - BOTTOM));
            text(tick.label(), "middle", across(tick.value()), HEIGHT - BOTTOM + 15);
        }
        text(y.title(), "start", 4, 14);
        text(x.title(), "end", WIDTH - RIGHT, HEIGHT - 6);
    }

    /// Ends it.
    public void close() {
        out.close();
    }

    /// A line through points; NaN interrupts it.
    ///
    /// @param style class of the line
    public Plot line(double[] xs, double[] ys, String style) {
        shape("path", "class", "line " + style, "d", path(xs, ys));
        return this;
    }

    /// The same for a script that redraws it, by the id.
    public Plot line(double[] xs, double[] ys, String style, String id) {
        shape("path", "class", "line " + style, "id", id, "d", path(xs, ys));
        return this;
    }

    private String path(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < xs.length; i++) {
            boolean there = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (there) {
                path.append(drawing ? 'L' : 'M').append(point(xs[i], ys[i]));
            }
            drawing = there;
        }
        return path.toString();
    }

    /// The area between two lines.
    public Plot band(double[] xs, double[] lows, double[] highs, String style) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(point(xs[i], highs[i]));
        }
        for (int i = xs.length - 1; i >= 0; i--) {
            path.append('L').append(point(xs[i], lows[i]));
        }
        shape("path", "class", "band " + style, "d", path.append('Z').toString());
        return this;
    }

    /// Points, as one shape, so that many take little room.
    public Plot points(double[] xs, double[] ys, String style) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append('M').append(point(xs[i], ys[i])).append("h0");
        }
        shape("path", "class", "points " + style, "d", path.toString());
        return this;
    }

    /// A box from (x0, y0) to (x1, y1).
    public Plot box(double x0, double y0, double x1, double y1, String style) {
        double left = across(Math.min(x0, x1));
        double top = down(Math.max(y0, y1));
        shape(
                "rect",
                "class",
                style,
                "x",
                coordinate(left),
                "y",
                coordinate(top),
                "width",
                coordinate(Math.max(across(Math.max(x0, x1)) - left, 0)),
                "height",
                coordinate(Math.max(down(Math.min(y0, y1)) - top, 0)));
        return this;
    }

    /// A mark that a script moves, by the id.
    public Plot mark(String id, double xValue, double yValue) {
        shape(
                "circle",
                "class",
                "mark",
                "id",
                id,
                "r",
                "5",
                "cx",
                coordinate(across(xValue)),
                "cy",
                coordinate(down(yValue)));
        return this;
    }

    private void shape(String element, String... attributes) {
        out.open(element, attributes).close();
    }

    private void text(String text, String anchor, double left, double top) {
        out.element("text", text, "text-anchor", anchor, "x", coordinate(left), "y", coordinate(top));
    }

    private String point(double xValue, double yValue) {
        return coordinate(across(xValue)) + " " + coordinate(down(yValue));
    }

    private double across(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    /// With one decimal at most; coordinates are not negative.
    private static String coordinate(double value) {
        long tenths = Math.round(10 * value);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
