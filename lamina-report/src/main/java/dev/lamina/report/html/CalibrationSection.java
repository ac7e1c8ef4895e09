package dev.lamina.report.html;

import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import dev.lamina.report.run.Reliability;
import dev.lamina.report.run.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Whether probabilities are what they say: how often the rows of each probability are of the class, before and after
/// calibration.
final class CalibrationSection {

    /// A bin of fewer rows says next to nothing.
    private static final int ENOUGH = 10;

    private final Paper paper;
    private final RunReport report;

    CalibrationSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    void write() {
        Reliability before = report.reliabilityBefore();
        Reliability after = report.reliability();
        boolean binary = report.model().labels().size() == 2;
        paper.section("calibration", ReportWord.CALIBRATION).cards();
        paper.card(ReportWord.OBSERVED_BY_PREDICTED);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.RELIABILITY_IN_WORDS, Paper.share(before.error()), Paper.share(after.error())),
                Axis.shares(paper.say(binary ? ReportWord.PROBABILITY_OF_SECOND : ReportWord.PROBABILITY_OF_LABEL)),
                Axis.shares(paper.say(ReportWord.SHARE_RIGHT)));
        plot.line(new double[] {0, 1}, new double[] {0, 1}, "reference");
        draw(plot, before, "training");
        draw(plot, after, "validation");
        plot.close();
        SequencedMap<String, String> names = new LinkedHashMap<>();
        names.put("training", paper.say(ReportWord.BEFORE));
        names.put("validation", paper.say(ReportWord.AFTER));
        paper.legend(names);
        paper.note(ReportWord.DIAGONAL_IS_RIGHT).close();
        bins(before, after);
        paper.close().close();
    }

    /// A line through what enough rows tell, and a point for every bin.
    private static void draw(Plot plot, Reliability reliability, String style) {
        plot.line(
                predicted(reliability.bins().stream().filter(bin -> bin.rows() >= ENOUGH)),
                observed(reliability.bins().stream().filter(bin -> bin.rows() >= ENOUGH)),
                style);
        plot.points(predicted(reliability.bins().stream()), observed(reliability.bins().stream()), style);
    }

    private static double[] predicted(Stream<Reliability.Bin> bins) {
        return bins.mapToDouble(Reliability.Bin::predicted).toArray();
    }

    private static double[] observed(Stream<Reliability.Bin> bins) {
        return bins.mapToDouble(Reliability.Bin::observed).toArray();
    }

    private void bins(Reliability before, Reliability after) {
        paper.card(ReportWord.PROBABILITIES);
        paper.out().open("table", "class", "facts");
        fact(ReportWord.CALIBRATION_ERROR_BEFORE, Paper.share(before.error()));
        fact(ReportWord.CALIBRATION_ERROR_AFTER, Paper.share(after.error()));
        paper.out().close();
        paper.table(
                paper.say(ReportWord.OBSERVED_BY_PREDICTED),
                List.of(
                        paper.say(ReportWord.MEAN_PROBABILITY),
                        paper.say(ReportWord.SHARE_RIGHT),
                        paper.say(ReportWord.ROWS)),
                1,
                2);
        for (Reliability.Bin bin : after.bins()) {
            paper.out().open("tr").element("th", Paper.share(bin.predicted()), "scope", "row");
            paper.number(Paper.share(bin.observed())).number(Paper.count(bin.rows()));
            paper.out().close();
        }
        paper.endTable();
        paper.note(ReportWord.CALIBRATION_ERROR_IN_WORDS).close();
    }

    private void fact(ReportWord word, String value) {
        paper.out().open("tr").element("th", paper.say(word), "scope", "row");
        paper.number(value);
        paper.out().close();
    }
}
