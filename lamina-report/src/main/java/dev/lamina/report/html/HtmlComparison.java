package dev.lamina.report.html;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import dev.lamina.explain.Comparison;
import dev.lamina.explain.Comparison.Compared;
import dev.lamina.explain.Comparison.Difference;
import dev.lamina.explain.Comparison.Estimate;
import dev.lamina.report.Language;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/// Models side by side on the same rows, as one HTML page that needs nothing else.
public final class HtmlComparison {

    private HtmlComparison() {}

    /// The text of the page, to be stored as UTF-8.
    ///
    /// @param data what the rows are called
    public static String page(Comparison comparison, String data, Language language) {
        Paper paper = new Paper(language);
        metrics(paper, comparison);
        if (comparison.models().size() > 1) {
            differences(paper, comparison);
        }
        return paper.page(
                paper.say(
                        ReportWord.TITLE_COMPARISON,
                        InWords.name(comparison.target().name())),
                data,
                Map.of());
    }

    private static void metrics(Paper paper, Comparison comparison) {
        paper.section("metrics", ReportWord.METRICS);
        paper.note(ReportWord.METRICS_IN_WORDS, Paper.count(comparison.rows()), Paper.count(comparison.replicates()));
        paper.cards();
        for (Metric metric : comparison.models().getFirst().metrics().sequencedKeySet()) {
            paper.out().open("div", "class", "card").element("h3", metric.label());
            paper.table(
                    metric.label(),
                    List.of(
                            paper.say(ReportWord.MODEL),
                            "",
                            paper.say(ReportWord.VALUE),
                            paper.say(ReportWord.INTERVAL)),
                    2,
                    3);
            List<Estimate> estimates = comparison.models().stream()
                    .map(model -> Objects.requireNonNull(model.metrics().get(metric)))
                    .toList();
            double[] ends = estimates.stream()
                    .flatMapToDouble(estimate -> DoubleStream.of(estimate.low(), estimate.value(), estimate.high()))
                    .filter(Double::isFinite)
                    .toArray();
            double least = DoubleStream.of(ends).min().orElse(0);
            double greatest = DoubleStream.of(ends).max().orElse(1);
            Bars bars = new Bars(least, greatest > least ? greatest : least + 1);
            for (int i = 0; i < estimates.size(); i++) {
                Estimate estimate = estimates.get(i);
                paper.out().open("tr");
                paper.heading(comparison.models().get(i).name());
                bars.point(paper.out(), estimate.value(), estimate.low(), estimate.high());
                paper.number(Paper.number(estimate.value())).number(Paper.interval(estimate.low(), estimate.high()));
                paper.out().close();
            }
            paper.endTable().close();
        }
        paper.close().close();
    }

    private static void differences(Paper paper, Comparison comparison) {
        Compared first = comparison.models().getFirst();
        paper.section("differences", ReportWord.DIFFERENCES);
        paper.note(ReportWord.DIFFERENCES_IN_WORDS, InWords.name(first.name()));
        paper.cards();
        for (Compared model : comparison.models().subList(1, comparison.models().size())) {
            paper.out().open("div", "class", "card").open("h3");
            paper.name(model.name());
            paper.out().close();
            paper.table(
                    model.name(),
                    List.of(
                            paper.say(ReportWord.METRIC),
                            paper.say(ReportWord.DIFFERENCE),
                            paper.say(ReportWord.INTERVAL),
                            paper.say(ReportWord.BETTER)),
                    1,
                    2,
                    3);
            model.differences().forEach((metric, difference) -> line(paper, metric, difference));
            paper.endTable().close();
        }
        paper.close().close();
    }

    private static void line(Paper paper, Metric metric, Difference difference) {
        paper.out().open("tr").element("th", metric.label(), "scope", "row");
        paper.number(Paper.number(difference.value()));
        paper.number(Paper.interval(difference.low(), difference.high()));
        paper.number(Paper.share(difference.better()));
        paper.out().close();
    }
}
