package dev.lamina.data;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the values of a row as the numbers that the network reads, column by column. Immutable and
/// thread-safe; a call allocates nothing. [FittedPipeline#transform] uses it, so a row alone has the same bits
/// as in a batch.
///
/// Every call overwrites all the numbers of its column.
public final class RowEncoder {

    /// The largest magnitude of a scaled number: beyond any sensible value, and small enough that products of it stay
    /// finite floats.
    private static final double LARGEST = 1e6;

    /// What RealMLP's smooth clip tends to for large values.
    private static final double CLIP = 3;

    /// For each time part the sine and the cosine of its first step, of its second step, and so on.
    private static final Map<TimePart, float[]> CIRCLES = circles();

    private final FittedColumn[] columns;
    private final int[] starts;
    private final List<Map<String, Integer>> categories;
    private final QuantileTransform[] quantiles;
    private final int width;

    RowEncoder(List<FittedColumn> fitted) {
        columns = fitted.toArray(FittedColumn[]::new);
        starts = new int[columns.length];
        int next = 0;
        for (int i = 0; i < columns.length; i++) {
            starts[i] = next;
            next += columns[i].width();
        }
        width = next;
        categories = fitted.stream().map(RowEncoder::positions).toList();
        quantiles = fitted.stream().map(RowEncoder::quantiles).toArray(QuantileTransform[]::new);
    }

    private static QuantileTransform quantiles(FittedColumn column) {
        return column instanceof FittedColumn.QuantileNumber number
                ? new QuantileTransform(number.quantiles())
                : QuantileTransform.NONE;
    }

    private static Map<String, Integer> positions(FittedColumn column) {
        Map<String, Integer> positions = new HashMap<>();
        if (column instanceof FittedColumn.Words words) {
            for (String category : words.categories()) {
                positions.put(category, positions.size());
            }
        }
        return positions;
    }

    private static Map<TimePart, float[]> circles() {
        Map<TimePart, float[]> circles = new EnumMap<>(TimePart.class);
        for (TimePart part : TimePart.values()) {
            float[] circle = new float[2 * part.steps()];
            for (int i = 0; i < part.steps(); i++) {
                double angle = 2 * Math.PI * i / part.steps();
                circle[2 * i] = (float) StrictMath.sin(angle);
                circle[2 * i + 1] = (float) StrictMath.cos(angle);
            }
            circles.put(part, circle);
        }
        return circles;
    }

    /// How many columns of the data the network reads.
    public int columns() {
        return columns.length;
    }

    public FittedColumn column(int column) {
        return columns[column];
    }

    /// How many numbers a row becomes.
    public int width() {
        return width;
    }

    /// Writes a number, or a time in seconds since 1970-01-01T00:00.
    ///
    /// @param value NaN for missing
    /// @param out receives the numbers
    /// @param offset where the row starts in `out`
    /// @throws DataException if the value is infinite
    /// @throws IllegalArgumentException if the column holds words
    public void number(int column, double value, float[] out, int offset) {
        if (Double.isInfinite(value)) {
            throw infinite("", columns[column].name());
        }
        int at = offset + starts[column];
        switch (columns[column]) {
            case FittedColumn.ScaledNumber number -> write(number, value, out, at);
            case FittedColumn.TimeParts time -> write(time, value, out, at);
            case FittedColumn.QuantileNumber number -> write(number, quantiles[column], value, out, at);
            case FittedColumn.Words words ->
                throw new IllegalArgumentException(
                        "column " + NameText.quote(words.name()) + " expects a category, got the number " + value);
        }
    }

    /// Writes a word.
    ///
    /// @param word null for missing
    /// @param out receives the numbers
    /// @param offset where the row starts in `out`
    /// @throws IllegalArgumentException if the column does not hold words
    public void category(int column, @Nullable String word, float[] out, int offset) {
        category(column, position(column, word), out, offset);
    }

    /// Whether the column knows a word. Those that it does not know count as one other word, as missing ones do. For
    /// numbers and times ask the fitted column's range.
    ///
    /// @throws IllegalArgumentException if the column does not hold words
    public boolean knows(int column, String word) {
        return position(column, word) < categories.get(column).size();
    }

    /// Which of the column's categories the word is; their number for any other word and for missing.
    int position(int column, @Nullable String word) {
        if (!(columns[column] instanceof FittedColumn.Words words)) {
            throw new IllegalArgumentException("column " + NameText.quote(columns[column].name()) + " expects a "
                    + (columns[column].type() == Schema.Type.TIME ? "date/time" : "number") + ", got "
                    + (word == null ? "a missing word" : NameText.quote(word)));
        }
        int other = words.categories().size();
        Integer position = word == null ? null : categories.get(column).get(word);
        return position == null ? other : position;
    }

    void category(int column, int position, float[] out, int offset) {
        int at = offset + starts[column];
        switch (columns[column]) {
            case FittedColumn.OneHot oneHot -> {
                for (int i = 0; i < oneHot.width(); i++) {
                    out[at + i] = i == position ? 1 : 0;
                }
            }
            case FittedColumn.ScaledWords words -> write(words, position, out, at);
            case FittedColumn.WordIndex index ->
                out[at] = position < index.categories().size() ? position + 1 : 0;
            case FittedColumn.Quantity quantity ->
                throw new IllegalArgumentException("column " + NameText.quote(quantity.name()) + " holds no words");
        }
    }

    private static void write(FittedColumn.ScaledWords column, int position, float[] out, int at) {
        for (int i = 0; i < column.width(); i++) {
            double x = i == position ? 1 : column.categories().size() == 2 && position == 1 ? -1 : 0;
            double u = scaled(x, column.centers().get(i), column.scales().get(i));
            out[at + i] = (float) clipped(u);
        }
    }

    private static void write(
            FittedColumn.QuantileNumber column, QuantileTransform quantiles, double value, float[] out, int at) {
        boolean missing = Double.isNaN(value);
        out[at] = missing ? 0 : (float) quantiles.of(value);
        if (column.indicator()) {
            out[at + 1] = missing ? 1 : 0;
        }
    }

    private static void write(FittedColumn.ScaledNumber column, double value, float[] out, int at) {
        boolean missing = Double.isNaN(value);
        double u = scaled(missing ? column.imputed() : value, column.center(), column.scale());
        out[at] = (float) (column.clip() ? clipped(u) : u);
        if (column.indicator()) {
            out[at + 1] = missing ? 1 : 0;
        }
    }

    private static void write(FittedColumn.TimeParts column, double value, float[] out, int at) {
        boolean missing = Double.isNaN(value);
        int next = at;
        for (int i = 0; i < column.parts().size(); i++) {
            TimePart part = column.parts().get(i);
            if (missing) {
                for (int j = 0; j < part.width(); j++) {
                    out[next + j] = 0;
                }
            } else if (part == TimePart.YEAR) {
                double u = scaled(part.of(value), column.yearCenter(), column.yearScale());
                out[next] = (float) (column.clip() ? clipped(u) : u);
            } else {
                System.arraycopy(CIRCLES.get(part), 2 * part.of(value), out, next, 2);
            }
            next += part.width();
        }
        if (column.indicator()) {
            out[next] = missing ? 1 : 0;
        }
    }

    private static double clipped(double u) {
        return u / Math.sqrt(1 + (u / CLIP) * (u / CLIP));
    }

    private static double scaled(double value, double center, double scale) {
        // In halves, because the difference of two values of opposite sign may overflow.
        return bounded((0.5 * value - 0.5 * center) * scale * 2);
    }

    static double bounded(double value) {
        return Math.clamp(value, -LARGEST, LARGEST);
    }

    static DataException infinite(String where, String column) {
        return new DataException(
                where + "column " + NameText.quote(column) + " is infinite; correct the value or give it as missing");
    }
}
