package dev.lamina.report.html;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import dev.lamina.report.run.RunReport;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Predicted values against the actual ones, and how far off they are.
final class ValuesSection {

    /// Of more rows some are drawn.
    private static final int MOST_POINTS = 2000;

    private static final int BARS = 31;

    private final Paper paper;
    private final double[] actual;
    private final double[] predicted;
    private final int[] shown;

    ValuesSection(Paper paper, RunReport report) {
        this.paper = paper;
        actual = report.values();
        predicted = IntStream.range(0, actual.length)
                .mapToDouble(report.predictions()::value)
                .toArray();
        int[] rows = IntStream.range(0, actual.length).toArray();
        if (rows.length > MOST_POINTS) {
            RandomStream.of(0, Purpose.SPLIT, 0).shuffle(rows);
        }
        shown = Arrays.copyOf(rows, Math.min(rows.length, MOST_POINTS));
    }

    void write() {
        paper.section("values", ReportWord.PREDICTED_AND_ACTUAL).cards();
        against();
        residuals();
        distribution();
        paper.close().close();
    }

    private void against() {
        double least = DoubleStream.concat(DoubleStream.of(actual), DoubleStream.of(predicted))
                .min()
                .orElseThrow();
        double greatest = DoubleStream.concat(DoubleStream.of(actual), DoubleStream.of(predicted))
                .max()
                .orElseThrow();
        paper.card(ReportWord.PREDICTED_BY_ACTUAL);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.PREDICTED_IN_WORDS, Paper.count(shown.length)),
                Axis.linear(paper.say(ReportWord.ACTUAL), least, greatest),
                Axis.linear(paper.say(ReportWord.PREDICTED), least, greatest));
        plot.line(new double[] {least, greatest}, new double[] {least, greatest}, "reference");
        plot.points(of(actual), of(predicted), "validation");
        plot.close();
        if (shown.length < actual.length) {
            paper.note(ReportWord.SOME_ROWS, Paper.count(shown.length), Paper.count(actual.length));
        }
        paper.note(ReportWord.ON_THE_LINE).close();
    }

    private double[] of(double[] values) {
        return IntStream.of(shown).mapToDouble(row -> values[row]).toArray();
    }

    private double[] errors() {
        return IntStream.range(0, actual.length)
                .mapToDouble(row -> predicted[row] - actual[row])
                .toArray();
    }

    private void residuals() {
        double[] errors = errors();
        double largest = DoubleStream.of(errors).map(Math::abs).max().orElseThrow();
        paper.card(ReportWord.ERROR_BY_PREDICTED);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.ERRORS_IN_WORDS, Paper.number(largest)),
                Axis.linear(
                        paper.say(ReportWord.PREDICTED),
                        DoubleStream.of(predicted).min().orElseThrow(),
                        DoubleStream.of(predicted).max().orElseThrow()),
                Axis.linear(paper.say(ReportWord.ERROR), -largest, largest));
        double[] ends = {
            DoubleStream.of(predicted).min().orElseThrow(),
            DoubleStream.of(predicted).max().orElseThrow()
        };
        plot.line(ends, new double[] {0, 0}, "reference");
        plot.points(of(predicted), of(errors), "validation");
        plot.close();
        paper.note(ReportWord.ABOVE_IS_TOO_MUCH).close();
    }

    private void distribution() {
        double[] errors = errors();
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        double edge = Math.max(
                Math.abs(sorted[(int) (0.005 * (sorted.length - 1))]),
                Math.abs(sorted[(int) Math.ceil(0.995 * (sorted.length - 1))]));
        Axis across = Axis.linear(paper.say(ReportWord.ERROR), -edge, edge);
        int[] counts = new int[BARS];
        for (double error : errors) {
            double place = (error - across.least()) / (across.greatest() - across.least());
            counts[Math.clamp((int) (place * BARS), 0, BARS - 1)]++;
        }
        paper.card(ReportWord.DISTRIBUTION_OF_ERRORS);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.DISTRIBUTION_IN_WORDS, Paper.number(sorted[sorted.length / 2])),
                across,
                Axis.linear(
                        paper.say(ReportWord.ROWS),
                        0,
                        IntStream.of(counts).max().orElseThrow()));
        double width = (across.greatest() - across.least()) / BARS;
        for (int i = 0; i < BARS; i++) {
            double from = across.least() + i * width;
            plot.box(from, 0, from + 0.9 * width, counts[i], "bar");
        }
        plot.close();
        paper.note(ReportWord.ENDS_HOLD_THE_REST).close();
    }
}
