package dev.lamina.report;

import java.util.ArrayList;
import java.util.List;

/// Lines of text whose letters have one width, East Asian ones two.
final class Monospace {

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
        int columns = rows.getFirst().size();
        List<StringBuilder> lines = rows.stream().map(_ -> new StringBuilder()).toList();
        for (int j = 0; j < columns; j++) {
            int column = j;
            int before =
                    rows.stream().mapToInt(row -> point(row.get(column))).max().orElse(0);
            int after = rows.stream()
                    .mapToInt(row -> width(row.get(column)) - point(row.get(column)))
                    .max()
                    .orElse(0);
            for (int i = 0; i < rows.size(); i++) {
                String cell = rows.get(i).get(j);
                lines.get(i)
                        .append(j == 0 ? "" : "  ")
                        .append(" ".repeat(before - point(cell)))
                        .append(left(cell, after + point(cell)));
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
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

    /// Rows of cells, each column as wide as its widest cell.
    static List<String> columns(List<List<String>> rows) {
        List<StringBuilder> lines = rows.stream().map(_ -> new StringBuilder()).toList();
        for (int j = 0; j < rows.getFirst().size(); j++) {
            int column = j;
            int widest =
                    rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
            for (int i = 0; i < rows.size(); i++) {
                lines.get(i).append(left(rows.get(i).get(j), widest + 2));
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
