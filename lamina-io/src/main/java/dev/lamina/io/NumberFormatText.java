package dev.lamina.io;

import dev.lamina.data.NumberFormat;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/// Numbers with a sign of money or percent around them, and with digits in groups: `$1,234.50`, `1.234,5 €`, `12%`,
/// `1 234,5`, `(1,000)` for −1000.
final class NumberFormatText {

    /// Made when a column has three letters beside a number, which few have.
    private static final class Currencies {

        static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toUnmodifiableSet());

        private Currencies() {}
    }

    private NumberFormatText() {}

    /// The number in `text[from, to)`, without its unit; NaN if it is none in this format.
    static double parse(char[] text, int from, int to, NumberFormat format) {
        if (!format.grouped() && format.unit().isEmpty()) {
            return NumberText.parse(text, from, to, format.decimal());
        }
        String cell = new String(text, from, to - from).strip();
        boolean negative = cell.startsWith("(") && cell.endsWith(")");
        if (negative) {
            cell = cell.substring(1, cell.length() - 1).strip();
        } else if (cell.startsWith("-") || cell.startsWith("−")) {
            negative = true;
            cell = cell.substring(1).strip();
        }
        String unit = format.unit();
        String digits = withoutUnit(cell, unit);
        boolean bare = digits.length() == cell.length();
        if (unit.equals("%") && bare) {
            return Double.NaN;
        }
        if (!bare && !negative && digits.startsWith("-")) {
            negative = true;
            digits = digits.substring(1);
        }
        char[] plain = (format.grouped() ? ungrouped(digits, format.decimal()) : digits).toCharArray();
        double value = NumberText.parse(plain, 0, plain.length, format.decimal());
        return negative ? -value : value;
    }

    /// The unit of a cell that holds a number with one, such as `$`; empty if there is none.
    static String unit(String cell) {
        String text = cell.strip();
        if (text.startsWith("(") || text.startsWith("-")) {
            text = text.substring(1).strip();
        }
        int first = 0;
        while (first < text.length() && !isNumeric(text.charAt(first))) {
            first++;
        }
        int last = text.length();
        while (last > first && !isNumeric(text.charAt(last - 1))) {
            last--;
        }
        String before = text.substring(0, first).strip();
        String after = text.substring(last).replace(")", "").strip();
        String unit = before.isEmpty() ? after : after.isEmpty() ? before : "";
        return isUnit(unit) ? unit : "";
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-';
    }

    private static boolean isUnit(String text) {
        return text.equals("%")
                || (text.length() == 1 && Character.getType(text.charAt(0)) == Character.CURRENCY_SYMBOL)
                || (text.length() == 3 && Currencies.CODES.contains(text));
    }

    private static String withoutUnit(String cell, String unit) {
        if (unit.isEmpty()) {
            return cell;
        }
        if (cell.startsWith(unit)) {
            return cell.substring(unit.length()).strip();
        }
        return cell.endsWith(unit)
                ? cell.substring(0, cell.length() - unit.length()).strip()
                : cell;
    }

    /// The digits without the signs between groups of three; as they are where they are not grouped so.
    private static String ungrouped(String digits, char decimal) {
        int point = digits.indexOf(decimal);
        String whole = point < 0 ? digits : digits.substring(0, point);
        char mark = 0;
        int group = 0;
        StringBuilder plain = new StringBuilder(digits.length());
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c >= '0' && c <= '9') {
                plain.append(c);
                group++;
                continue;
            }
            boolean groups = c == (decimal == '.' ? ',' : '.') || c == '\'' || c == '’' || Character.isSpaceChar(c);
            boolean first = mark == 0;
            boolean fits = first ? group >= 1 && group <= 3 && whole.charAt(0) != '0' : c == mark && group == 3;
            if (!groups || !fits) {
                return digits;
            }
            mark = c;
            group = 0;
        }
        if (mark != 0 && group != 3) {
            return digits;
        }
        return plain.append(point < 0 ? "" : digits.substring(point)).toString();
    }
}
