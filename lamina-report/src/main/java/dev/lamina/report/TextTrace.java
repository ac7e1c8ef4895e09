package dev.lamina.report;

import dev.lamina.report.Block.Equation;
import dev.lamina.report.Block.Fact;
import dev.lamina.report.Block.Grid;
import dev.lamina.report.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// Renders a trace for a terminal: Unicode symbols, aligned matrices, [#WIDTH] columns where it can be done.
public final class TextTrace {

    /// Columns of a line; longer ones are broken where a formula allows it.
    static final int WIDTH = 100;

    private static final String INDENT = "  ";
    private static final int TAG_COLUMN = 90;

    private final StringBuilder out = new StringBuilder();

    private TextTrace() {}

    /// The text of a trace.
    ///
    /// @param digits significant digits of the numbers, 1 to 17; 17 give every float64 exactly
    /// @throws IllegalArgumentException if `digits` is out of range
    public static String render(Trace trace, Language language, int digits) {
        TextTrace text = new TextTrace();
        TraceDocument.of(trace, language, digits).forEach(text::append);
        return text.out.toString().strip() + "\n";
    }

    private void append(Block block) {
        switch (block) {
            case Block.Heading heading -> heading(heading);
            case Block.Words(String words) -> words(words);
            case Block.Facts(List<Fact> facts) -> facts(facts);
            case Block.Formula formula -> formula(formula);
            case Block.Equations(List<Equation> lines) -> equations(lines);
            case Block.Matrices(List<Grid> matrices) -> matrices(matrices);
            case Block.Lines lines -> lines(lines);
        }
    }

    private void heading(Block.Heading heading) {
        out.append('\n').append(heading.text()).append('\n');
        if (heading.level() < 3) {
            String line = heading.level() == 1 ? "═" : "─";
            out.append(line.repeat(Monospace.width(heading.text()))).append('\n');
        }
    }

    private void words(String words) {
        out.append('\n');
        Monospace.wrap(words, WIDTH).forEach(line -> out.append(line).append('\n'));
    }

    private void facts(List<Fact> facts) {
        int widest = facts.stream()
                .mapToInt(fact -> Monospace.width(fact.name()))
                .max()
                .orElse(0);
        for (Fact fact : facts) {
            String indent = " ".repeat(widest + 3);
            List<String> lines = Monospace.wrap(fact.value(), WIDTH - indent.length());
            out.append(Monospace.left(fact.name(), widest + 3)).append(lines.getFirst());
            lines.stream()
                    .skip(1)
                    .forEach(line -> out.append('\n').append(indent).append(line));
            out.append('\n');
        }
    }

    private void formula(Block.Formula formula) {
        String line = INDENT + PlainMath.text(formula.latex());
        out.append('\n').append(line);
        if (!formula.tag().isEmpty()) {
            int space = Math.max(2, TAG_COLUMN - Monospace.width(line));
            out.append(" ".repeat(space)).append('(').append(formula.tag()).append(')');
        }
        out.append('\n');
    }

    private void equations(List<Equation> lines) {
        List<String> lefts =
                lines.stream().map(line -> PlainMath.text(line.left())).toList();
        int widest = lefts.stream().mapToInt(Monospace::width).max().orElse(0);
        for (int i = 0; i < lefts.size(); i++) {
            String left = INDENT + INDENT + Monospace.left(lefts.get(i), widest);
            String right = " " + PlainMath.text(lines.get(i).relation()) + " "
                    + PlainMath.text(lines.get(i).right());
            String indent = " ".repeat(Monospace.width(left));
            List<String> parts = Monospace.breakFormula(right, WIDTH - indent.length());
            out.append(left).append(parts.getFirst()).append('\n');
            parts.stream()
                    .skip(1)
                    .forEach(part -> out.append(indent).append(part).append('\n'));
        }
    }

    /// Writes matrices side by side as far as there is room, and the next ones below.
    private void matrices(List<Grid> matrices) {
        List<String> row = List.of();
        for (Grid matrix : matrices) {
            List<String> lines = drawn(matrix);
            List<String> joined = row.isEmpty() ? lines : beside(row, lines);
            if (!row.isEmpty() && Monospace.widest(joined) + 2 * INDENT.length() > WIDTH) {
                drawing(row);
                row = lines;
            } else {
                row = joined;
            }
        }
        drawing(row);
        for (Grid matrix : matrices) {
            if (!matrix.note().isEmpty()) {
                String name = PlainMath.text(matrix.name().replace(" \\leftarrow", ""));
                out.append(INDENT)
                        .append(INDENT)
                        .append(name)
                        .append(": ")
                        .append(matrix.note())
                        .append('\n');
            }
        }
    }

    private void drawing(List<String> lines) {
        out.append('\n');
        lines.forEach(
                line -> out.append((INDENT + INDENT + line).stripTrailing()).append('\n'));
    }

    private static List<String> drawn(Grid matrix) {
        List<String> rows = Monospace.table(matrix.rows().stream()
                .map(row -> row.stream().map(PlainMath::text).toList())
                .toList());
        String name = PlainMath.text(matrix.name());
        String label = name + (name.endsWith("←") ? " " : " = ");
        int middle = (rows.size() - 1) / 2;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String before = i == middle ? label : " ".repeat(Monospace.width(label));
            lines.add(before + Monospace.bracketed(rows.get(i), i, rows.size()));
        }
        return lines;
    }

    /// Two drawings side by side, the one of fewer lines in the middle of the other's height.
    private static List<String> beside(List<String> left, List<String> right) {
        int height = Math.max(left.size(), right.size());
        List<String> first = centred(left, height);
        List<String> second = centred(right, height);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            lines.add(first.get(i) + "    " + second.get(i));
        }
        return lines;
    }

    private static List<String> centred(List<String> lines, int height) {
        String blank = " ".repeat(Monospace.widest(lines));
        int above = (height - 1) / 2 - (lines.size() - 1) / 2;
        List<String> centred = new ArrayList<>(Collections.nCopies(above, blank));
        centred.addAll(lines);
        while (centred.size() < height) {
            centred.add(blank);
        }
        return centred;
    }

    private void lines(Block.Lines lines) {
        List<List<String>> columns = new ArrayList<>();
        for (int j = 0; j < lines.header().size(); j++) {
            int column = j;
            List<String> cells = lines.rows().stream()
                    .map(row -> row.get(column))
                    .map(cell -> cell.math() ? PlainMath.text(cell.content()) : cell.content())
                    .toList();
            columns.add(Monospace.column(lines.header().get(j), cells));
        }
        out.append('\n');
        for (int i = 0; i <= lines.rows().size(); i++) {
            int row = i;
            String line = columns.stream().map(column -> column.get(row)).collect(Collectors.joining("  "));
            out.append((INDENT + INDENT + line).stripTrailing()).append('\n');
        }
    }
}
