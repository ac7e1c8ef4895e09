package dev.lamina.report;

import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.Block.Equation;
import dev.lamina.report.Block.Grid;
import dev.lamina.report.trace.Corners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The paper on which the sections of a trace are written, in one language and with so many digits. One thread.
final class Sheet {

    private final Language language;
    private final SignificantDigits numbers;
    private final List<Block> blocks = new ArrayList<>();

    Sheet(Language language, int digits) {
        this.language = language;
        this.numbers = new SignificantDigits(digits);
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    String say(Phrase phrase, Object... arguments) {
        return phrase.in(language, arguments);
    }

    String number(double value) {
        return numbers.of(value);
    }

    String latex(double value) {
        return numbers.latex(value);
    }

    String factor(double value) {
        return numbers.factor(value);
    }

    int digits() {
        return numbers.digits();
    }

    void heading(int level, String text) {
        blocks.add(new Block.Heading(level, text));
    }

    void words(Phrase phrase, Object... arguments) {
        blocks.add(new Block.Words(say(phrase, arguments)));
    }

    void formula(String latex, String tag) {
        blocks.add(new Block.Formula(latex, tag));
    }

    void equations(List<Equation> lines) {
        blocks.add(new Block.Equations(lines));
    }

    void matrices(Grid... matrices) {
        blocks.add(new Block.Matrices(List.of(matrices)));
    }

    void add(Block block) {
        blocks.add(block);
    }

    /// A matrix of numbers, cut to its corners if it is large.
    Grid matrix(String name, double[][] values) {
        List<List<String>> rows = new ArrayList<>();
        for (int i : Corners.of(values.length)) {
            List<String> row = cells(values[i]);
            if (Corners.gapBefore(i, values.length)) {
                rows.add(row.stream()
                        .map(cell -> cell.equals("\\cdots") ? "\\ddots" : "\\vdots")
                        .toList());
            }
            rows.add(row);
        }
        boolean cut = Corners.cuts(values.length) || Corners.cuts(values[0].length);
        return new Grid(name, rows, cut ? note(values) : "");
    }

    private List<String> cells(double[] values) {
        List<String> cells = new ArrayList<>();
        for (int j : Corners.of(values.length)) {
            if (Corners.gapBefore(j, values.length)) {
                cells.add("\\cdots");
            }
            cells.add(Double.isNaN(values[j]) ? "" : latex(values[j]));
        }
        return cells;
    }

    /// Samples are rows in memory and columns on paper.
    Grid samples(String name, double[][] values) {
        return matrix(name, transposed(values));
    }

    /// A vector such as b, as a matrix of one column.
    Grid column(String name, double[] values) {
        return matrix(name, transposed(new double[][] {values}));
    }

    private String note(double[][] values) {
        double[] all = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (all.length < values.length * values[0].length) {
            return "";
        }
        double squares = Arrays.stream(all).map(value -> value * value).sum();
        return say(
                Phrase.WHOLE,
                values.length,
                values[0].length,
                number(Math.sqrt(squares)),
                number(Arrays.stream(all).min().orElseThrow()),
                number(Arrays.stream(all).max().orElseThrow()));
    }

    /// A sum of products with the numbers put in: all of few, the first and last of many.
    String products(double[] a, double[] b) {
        return Arrays.stream(Corners.of(a.length))
                .mapToObj(k -> (Corners.gapBefore(k, a.length) ? "\\ldots + " : "")
                        + (k == 0 ? product(latex(a[k]), b[k]) : product(factor(a[k]), b[k])))
                .collect(Collectors.joining(" + "));
    }

    private String product(String first, double second) {
        return first + " \\cdot " + factor(second);
    }

    /// The neurons whose numbers are put in: all of a small layer, the first of a wide one.
    static int[] neurons(ReferenceLayer layer) {
        return Corners.cuts(layer.inputs()) || Corners.cuts(layer.outputs())
                ? new int[] {0}
                : Corners.of(layer.outputs());
    }

    /// Says for which sample and neuron the numbers are put in, if there is more than one.
    void example(ReferenceLayer layer, int samples) {
        if (neurons(layer).length < layer.outputs()) {
            words(Phrase.FIRST_NEURON);
        } else if (samples > 1) {
            words(Phrase.FIRST_SAMPLE);
        }
    }

    static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }
}
