package dev.lamina.report;

import dev.lamina.report.Block.Cell;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.Block.Fact;
import dev.lamina.report.Block.Grid;
import dev.lamina.report.trace.Trace;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Renders a trace as Markdown whose formulas are LaTeX between dollar signs, as GitHub shows it.
public final class MarkdownTrace {

    private static final Pattern EXPONENT = Pattern.compile("\\\\num\\{([^e}]*)e([^}]*)}");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>|$#~]");

    private final StringBuilder out = new StringBuilder();

    private MarkdownTrace() {}

    /// The Markdown of a trace.
    ///
    /// @param digits significant digits of the numbers, 1 to 17; 17 give every float64 exactly
    /// @throws IllegalArgumentException if `digits` is out of range
    public static String render(Trace trace, Language language, int digits) {
        MarkdownTrace markdown = new MarkdownTrace();
        TraceDocument.of(trace, language, digits).forEach(markdown::append);
        return markdown.out.toString().strip() + "\n";
    }

    private void append(Block block) {
        switch (block) {
            case Block.Heading heading -> paragraph("#".repeat(heading.level()) + " " + escaped(heading.text()));
            case Block.Words(String words) -> paragraph(escaped(words));
            case Block.Facts(List<Fact> facts) ->
                paragraph(facts.stream()
                        .map(fact -> "- **" + escaped(fact.name()) + "**: " + escaped(fact.value()))
                        .collect(Collectors.joining("\n")));
            case Block.Formula formula ->
                display(formula.latex() + (formula.tag().isEmpty() ? "" : " \\tag{" + formula.tag() + "}"));
            case Block.Equations(List<Equation> lines) -> display(aligned(lines));
            case Block.Matrices(List<Grid> matrices) -> matrices(matrices);
            case Block.Lines lines -> lines(lines);
        }
    }

    private void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    private void display(String latex) {
        paragraph("$$\n" + numbers(latex) + "\n$$");
    }

    private static String aligned(List<Equation> lines) {
        return lines.stream()
                .map(line -> line.left() + " &" + line.relation() + " " + line.right())
                .collect(Collectors.joining(" \\\\\n", "\\begin{aligned}\n", "\n\\end{aligned}"));
    }

    private void matrices(List<Grid> matrices) {
        display(matrices.stream().map(MarkdownTrace::matrix).collect(Collectors.joining("\n\\qquad\n")));
        for (Grid matrix : matrices) {
            if (!matrix.note().isEmpty()) {
                paragraph("$" + matrix.name().replace(" \\leftarrow", "") + "$: " + escaped(matrix.note()));
            }
        }
    }

    private static String matrix(Grid matrix) {
        String relation = matrix.name().endsWith("\\leftarrow") ? " " : " = ";
        return matrix.rows().stream()
                .map(row -> String.join(" & ", row))
                .collect(Collectors.joining(
                        " \\\\\n", matrix.name() + relation + "\\begin{bmatrix}\n", "\n\\end{bmatrix}"));
    }

    private void lines(Block.Lines lines) {
        out.append(row(lines.header().stream().map(MarkdownTrace::escaped).toList()));
        out.append(row(Collections.nCopies(lines.header().size(), "---")));
        for (List<Cell> cells : lines.rows()) {
            out.append(row(cells.stream()
                    .map(cell -> cell.math() ? "$" + numbers(cell.content()) + "$" : escaped(cell.content()))
                    .toList()));
        }
        out.append('\n');
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /// `\num{1.5e-7}` as MathJax can show it.
    private static String numbers(String latex) {
        return EXPONENT.matcher(latex).replaceAll("$1 \\\\cdot 10^{$2}");
    }

    /// Words from files must not become markup.
    private static String escaped(String words) {
        return SPECIAL.matcher(words).replaceAll("\\\\$0");
    }
}
