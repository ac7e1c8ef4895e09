package dev.lamina.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lays out text for a terminal, where every letter takes one column and East Asian ones take two.
final class Monospace {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    private Monospace() {}

    /// How many columns of a terminal the text takes.
    static int width(String text) {
        return text.codePoints().map(Monospace::width).sum();
    }

    private static int width(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide = switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
        };
        return wide ? 2 : 1;
    }

    static int widest(List<String> lines) {
        return lines.stream().mapToInt(Monospace::width).max().orElse(0);
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /// The words on lines of a width; East Asian text may break anywhere.
    static List<String> wrap(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : words.split("(?<= )|(?<=[\\u3000-\\u9fff\\uff00-\\uff60])", -1)) {
            if (used > 0 && used + width(word.stripTrailing()) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            line.append(word);
            used += width(word);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /// A formula on lines of a width, broken before ` + `, ` = ` and ` · `.
    static List<String> breakFormula(String formula, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : formula.split("(?= [+=] )", -1)) {
            if (!line.isEmpty() && width(line.toString()) + width(part) > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("  ");
            }
            line.append(part);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Rows of numbers with the decimal points of each column one below the other.
    static List<String> table(List<List<String>> rows) {
        List<StringBuilder> lines = rows.stream().map(_ -> new StringBuilder()).toList();
        for (int j = 0; j < rows.getFirst().size(); j++) {
            int column = j;
            List<String> cells =
                    atPoint(rows.stream().map(row -> row.get(column)).toList());
            for (int i = 0; i < cells.size(); i++) {
                lines.get(i).append(j == 0 ? "" : "  ").append(cells.get(i));
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    /// A column of a table: the cells below their header, numbers with their decimal points below each other.
    static List<String> column(String header, List<String> cells) {
        boolean numbers = cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(numbers ? atPoint(cells) : cells);
        int widest = widest(lines);
        return lines.stream().map(line -> left(line, widest)).toList();
    }

    private static List<String> atPoint(List<String> numbers) {
        int before = numbers.stream().mapToInt(Monospace::point).max().orElse(0);
        int after = numbers.stream()
                .mapToInt(number -> width(number) - point(number))
                .max()
                .orElse(0);
        return numbers.stream()
                .map(number -> " ".repeat(before - point(number)) + left(number, after + point(number)))
                .toList();
    }

    /// Where the decimal point is or would be.
    private static int point(String number) {
        int exponent = number.indexOf('e');
        int end = exponent < 0 ? number.length() : exponent;
        int point = number.indexOf('.');
        return point < 0 ? end : point;
    }

    /// A row of a matrix between its brackets.
    static String bracketed(String row, int index, int rows) {
        if (rows == 1) {
            return "[ " + row + " ]";
        }
        if (index == 0) {
            return "⎡ " + row + " ⎤";
        }
        return index == rows - 1 ? "⎣ " + row + " ⎦" : "⎢ " + row + " ⎥";
    }
}
