package dev.lamina.data;

/// How the numbers of a column of text are written. A column has one format, found over all of its cells or set, which
/// the model keeps for new data.
///
/// @param decimal the decimal point: `.` or `,`
/// @param grouped whether digits may be grouped by the other of these two, by blanks or by apostrophes: `1,234.5`,
///     `1.234,5`, `1 234,5`
/// @param unit a sign before or after the number, such as `$` or `%`, which does not change the value: `12%` is 12.
///     Empty for none
public record NumberFormat(char decimal, boolean grouped, String unit) {

    /// Digits and a decimal point, as programs write them.
    public static final NumberFormat PLAIN = new NumberFormat('.', false, "");

    /// @throws IllegalArgumentException if the decimal point is neither `.` nor `,`
    public NumberFormat {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be . or , but is " + decimal);
        }
        unit = unit.strip();
    }

    /// The format with that decimal point and nothing around the number.
    public static NumberFormat plain(char decimal) {
        return new NumberFormat(decimal, false, "");
    }

    /// A number as this format writes it, such as `$1,234.5`.
    @Override
    public String toString() {
        char group = decimal == '.' ? ',' : '.';
        String number = "1" + (grouped ? group : "") + "234" + decimal + "5";
        return unit.equals("%") || unit.equals("€") ? number + " " + unit : unit + number;
    }
}
