package dev.lamina.report.html;

import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.explain.PartialDependence;
import dev.lamina.explain.PartialDependence.Curve;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How predictions depend on a column, with the other columns as they are: the mean, and some rows one by one.
final class DependenceSection {

    /// Of more classes the curves cannot be told apart.
    private static final int MOST_CURVES = 6;

    private static final int MOST_WORDS = 8;

    private final Paper paper;
    private final List<PartialDependence> dependences;

    DependenceSection(Paper paper, List<PartialDependence> dependences) {
        this.paper = paper;
        this.dependences = dependences;
    }

    void write() {
        paper.section("dependence", ReportWord.DEPENDENCE);
        paper.note(ReportWord.DEPENDENCE_IN_WORDS);
        paper.cards();
        dependences.forEach(this::card);
        paper.close().close();
    }

    private void card(PartialDependence dependence) {
        Column grid = dependence.grid();
        List<Curve> curves = dependence
                .curves()
                .subList(0, Math.min(MOST_CURVES, dependence.curves().size()));
        paper.card(ReportWord.BY_COLUMN, InWords.name(grid.name()));
        if (grid instanceof Column.Categories words) {
            words(words, curves);
        } else {
            numbers(grid, curves);
        }
        if (curves.size() > 1) {
            SequencedMap<String, String> names = new LinkedHashMap<>();
            for (int k = 0; k < curves.size(); k++) {
                names.put("hue" + k, curves.get(k).label());
            }
            paper.legend(names);
        }
        if (curves.size() < dependence.curves().size()) {
            paper.note(ReportWord.MORE_CLASSES, dependence.curves().size() - curves.size());
        }
        paper.close();
    }

    private void numbers(Column grid, List<Curve> curves) {
        double[] xs = values(grid);
        Axis across =
                Axis.linear(grid instanceof Column.Times ? paper.say(ReportWord.TIME) : "", xs[0], xs[xs.length - 1]);
        if (grid instanceof Column.Times) {
            across = across.labelled(Paper::date);
        }
        boolean single = curves.size() == 1;
        Plot plot = new Plot(paper.out(), inWords(grid, curves.getFirst()), across, down(curves, single));
        if (single) {
            for (double[] line : curves.getFirst().lines()) {
                plot.line(xs, line, "each");
            }
        }
        for (int k = 0; k < curves.size(); k++) {
            if (xs.length == 1) {
                plot.points(xs, curves.get(k).mean(), style(k, single));
            } else {
                plot.line(xs, curves.get(k).mean(), style(k, single));
            }
        }
        plot.close();
    }

    private void words(Column.Categories grid, List<Curve> curves) {
        Curve first = curves.getFirst();
        boolean single = curves.size() == 1;
        List<String> headings = new ArrayList<>(List.of(paper.say(ReportWord.WORD)));
        if (single) {
            headings.add("");
        }
        curves.forEach(curve -> headings.add(curve.label()));
        paper.table(
                inWords(grid, first),
                headings,
                IntStream.range(headings.size() - curves.size(), headings.size())
                        .toArray());
        Bars bars = Bars.around(
                DoubleStream.of(first.mean()).min().orElse(0),
                DoubleStream.of(first.mean()).max().orElse(1));
        int shown = Math.min(MOST_WORDS, grid.rows());
        for (int i = 0; i < shown; i++) {
            int row = i;
            paper.out().open("tr");
            if (grid.missing(row)) {
                paper.heading(paper.say(ReportWord.MISSING));
            } else {
                paper.heading(grid.words().get(grid.codes()[row]));
            }
            if (single) {
                bars.cell(paper.out(), first.mean()[row], Double.NaN, Double.NaN);
            }
            curves.forEach(curve -> paper.number(Paper.number(curve.mean()[row])));
            paper.out().close();
        }
        paper.endTable();
        if (shown < grid.rows()) {
            paper.note(ReportWord.MORE_WORDS, grid.rows() - shown);
        }
    }

    private Axis down(List<Curve> curves, boolean withLines) {
        double[] all = curves.stream()
                .flatMapToDouble(curve -> DoubleStream.concat(
                        DoubleStream.of(curve.mean()),
                        withLines
                                ? IntStream.range(0, curve.lines().length)
                                        .mapToObj(i -> curve.lines()[i])
                                        .flatMapToDouble(DoubleStream::of)
                                : DoubleStream.empty()))
                .toArray();
        return Axis.linear(
                paper.say(ReportWord.PREDICTED),
                DoubleStream.of(all).min().orElseThrow(),
                DoubleStream.of(all).max().orElseThrow());
    }

    private String inWords(Column grid, Curve curve) {
        return paper.say(
                ReportWord.CURVE_IN_WORDS,
                grid.name(),
                Paper.number(curve.mean()[0]),
                Paper.number(curve.mean()[curve.mean().length - 1]));
    }

    private static String style(int number, boolean single) {
        return single ? "validation" : "hue" + number;
    }

    private static double[] values(Column grid) {
        return switch (grid) {
            case Column.Numbers numbers -> numbers.values();
            case Column.Times times -> times.epochSeconds();
            case Column.Categories _ -> new double[0];
        };
    }
}
