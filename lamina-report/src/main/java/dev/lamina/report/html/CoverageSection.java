package dev.lamina.report.html;

import dev.lamina.data.FittedTarget;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import dev.lamina.report.run.Coverage;
import dev.lamina.report.run.RunReport;
import java.util.List;

/// Whether intervals or sets hold the truth as often as was asked, and how large they are for that.
final class CoverageSection {

    private final Paper paper;
    private final RunReport report;

    CoverageSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    /// Writes nothing for a model without conformal scores.
    void write() {
        List<Coverage> coverage = report.coverage();
        if (coverage.isEmpty()) {
            return;
        }
        double[] asked = coverage.stream().mapToDouble(Coverage::asked).toArray();
        double[] reached = coverage.stream().mapToDouble(Coverage::reached).toArray();
        boolean labels = report.model().pipeline().target() instanceof FittedTarget.Labels;
        paper.section("coverage", ReportWord.COVERAGE).cards();
        paper.card(labels ? ReportWord.SETS_HOLD : ReportWord.INTERVALS_HOLD);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.COVERAGE_IN_WORDS),
                Axis.shares(paper.say(ReportWord.ASKED)),
                Axis.shares(paper.say(ReportWord.REACHED)));
        plot.line(new double[] {0, 1}, new double[] {0, 1}, "reference");
        plot.line(asked, reached, "validation").points(asked, reached, "validation");
        plot.close();
        paper.note(report.training().isPresent() ? ReportWord.COVERAGE_LEARNT_HERE : ReportWord.COVERAGE_ON_NEW)
                .close();
        paper.card(ReportWord.HOW_LARGE);
        paper.table(
                paper.say(ReportWord.HOW_LARGE),
                List.of(
                        paper.say(ReportWord.ASKED),
                        paper.say(ReportWord.REACHED),
                        paper.say(labels ? ReportWord.LABELS_IN_SET : ReportWord.MEAN_WIDTH)),
                1,
                2);
        for (Coverage each : coverage) {
            paper.out().open("tr").element("th", Paper.share(each.asked()), "scope", "row");
            paper.number(Paper.share(each.reached())).number(Paper.number(each.size()));
            paper.out().close();
        }
        paper.endTable().close().close().close();
    }
}
