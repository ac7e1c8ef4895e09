package dev.lamina.report.html;

import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.model.Evaluation;
import dev.lamina.report.page.Markup;
import dev.lamina.report.run.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which classes were taken for which, and how well each is recognised. Of many classes the most frequent ones.
final class ConfusionSection {

    /// How many classes the matrix shows.
    private static final int MOST_CLASSES = 12;

    /// A matrix of more takes the whole width.
    private static final int FEW_CLASSES = 4;

    private static final int MOST_PAIRS = 15;

    /// How many classes the table lists.
    private static final int MOST_LISTED = 40;

    private final Paper paper;
    private final ConfusionMatrix confusion;
    private final List<String> labels;
    private final List<Integer> bySize;

    ConfusionSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.confusion = ((Evaluation.Classification) report.evaluation()).confusion();
        this.labels = report.model().labels();
        this.bySize = report.classesBySize();
    }

    void write() {
        paper.section("confusion", ReportWord.CONFUSION).cards();
        if (labels.size() <= MOST_CLASSES) {
            matrix();
        } else {
            pairs();
        }
        classes();
        paper.close().close();
    }

    private void matrix() {
        if (labels.size() > FEW_CLASSES) {
            paper.wideCard(ReportWord.ACTUAL_BY_PREDICTED);
        } else {
            paper.card(ReportWord.ACTUAL_BY_PREDICTED);
        }
        Markup out = paper.out();
        String title = paper.say(ReportWord.ACTUAL_BY_PREDICTED);
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
        out.open("table", "class", "confusion").open("thead").open("tr");
        out.element(
                "th", paper.say(ReportWord.ACTUAL) + " ↓  " + paper.say(ReportWord.PREDICTED) + " →", "scope", "col");
        labels.forEach(label -> {
            out.open("th", "scope", "col");
            paper.name(label);
            out.close();
        });
        out.close().close().open("tbody");
        for (int actual = 0; actual < labels.size(); actual++) {
            out.open("tr");
            paper.heading(labels.get(actual));
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                cell(actual, predicted);
            }
            out.close();
        }
        out.close().close().close();
        paper.note(ReportWord.SHARES_OF_ACTUAL).close();
    }

    private void cell(int actual, int predicted) {
        long count = confusion.count(actual, predicted);
        double share = confusion.actual(actual) == 0 ? 0 : (double) count / confusion.actual(actual);
        String kind = actual == predicted ? "positive" : "negative";
        Markup out = paper.out();
        out.open(
                "td",
                "class",
                "tint " + kind,
                "style",
                String.format(Locale.ROOT, "--strength:%.3f", count == 0 ? 0 : 0.1 + 0.9 * share));
        out.element("b", Paper.count(count)).element("small", Paper.share(share));
        out.close();
    }

    private record Pair(int actual, int predicted, long count) {}

    private void pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int actual = 0; actual < labels.size(); actual++) {
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                long count = confusion.count(actual, predicted);
                if (actual != predicted && count > 0) {
                    pairs.add(new Pair(actual, predicted, count));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        paper.card(ReportWord.MOST_CONFUSED);
        if (pairs.isEmpty()) {
            paper.words(ReportWord.NO_MISTAKE).close();
            return;
        }
        paper.table(
                paper.say(ReportWord.MOST_CONFUSED),
                List.of(
                        paper.say(ReportWord.ACTUAL),
                        paper.say(ReportWord.PREDICTED),
                        paper.say(ReportWord.ROWS),
                        paper.say(ReportWord.SHARE)),
                2,
                3);
        pairs.stream().limit(MOST_PAIRS).forEach(pair -> {
            paper.out().open("tr");
            paper.heading(labels.get(pair.actual()));
            paper.out().open("td");
            paper.name(labels.get(pair.predicted()));
            paper.out().close();
            paper.number(Paper.count(pair.count()));
            paper.number(Paper.share((double) pair.count() / confusion.actual(pair.actual())));
            paper.out().close();
        });
        paper.endTable().close();
    }

    private void classes() {
        paper.card(ReportWord.EACH_CLASS);
        paper.table(
                paper.say(ReportWord.EACH_CLASS),
                List.of(
                        paper.say(ReportWord.CLASS),
                        paper.say(ReportWord.ROWS),
                        paper.say(ReportWord.RECALL),
                        paper.say(ReportWord.PRECISION)),
                1,
                2,
                3);
        bySize.stream().limit(MOST_LISTED).forEach(index -> {
            long right = confusion.count(index, index);
            paper.out().open("tr");
            paper.heading(labels.get(index));
            paper.number(Paper.count(confusion.actual(index)));
            paper.number(Paper.share((double) right / confusion.actual(index)));
            paper.number(Paper.share((double) right / confusion.predicted(index)));
            paper.out().close();
        });
        paper.endTable();
        if (labels.size() > MOST_LISTED) {
            paper.note(ReportWord.MORE_CLASSES, labels.size() - MOST_LISTED);
        }
        paper.note(ReportWord.RECALL_PRECISION).close();
    }
}
