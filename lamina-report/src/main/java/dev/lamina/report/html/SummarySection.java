package dev.lamina.report.html;

import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.text.InWords;
import dev.lamina.explain.Importance.Group;
import dev.lamina.model.Evaluation;
import dev.lamina.report.Language;
import dev.lamina.report.doctor.Finding;
import dev.lamina.report.run.RunReport;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The answers to what everybody asks first: did it learn, where does it fail, what drives it, are the data sound.
final class SummarySection {

    /// How many groups of columns are named, and how many columns of each.
    private static final int STRONGEST = 3;

    private final Paper paper;
    private final RunReport report;

    SummarySection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    void write() {
        paper.section("summary", ReportWord.SUMMARY);
        paper.out().open("div", "class", "cards answers");
        learned();
        fails();
        report.drivers().importance().ifPresent(importance -> drives(importance.groups()));
        sound();
        paper.close();
        if (!report.findings().isEmpty()) {
            findings();
        }
        paper.close();
    }

    private void findings() {
        Language language = paper.language();
        paper.cards().wideCard(ReportWord.DOCTOR);
        paper.out().open("dl", "class", "findings");
        for (Finding finding : report.findings()) {
            String severity = finding.severity() == Finding.Severity.PROBLEM ? "problem" : "advice";
            paper.out().open("div", "class", severity).element("dt", finding.headline(language));
            paper.out().element("dd", finding.text(language));
            paper.out()
                    .element("dd", finding.advice(language), "class", "advice")
                    .close();
        }
        paper.out().close();
        paper.close().close();
    }

    private void drives(List<Group> groups) {
        paper.card(ReportWord.WHAT_DRIVES);
        paper.out().open("ol", "class", "drivers");
        groups.stream()
                .limit(STRONGEST)
                .forEach(group -> paper.out()
                        .element(
                                "li",
                                group.columns().stream()
                                                .limit(STRONGEST)
                                                .map(InWords::name)
                                                .collect(Collectors.joining(" + "))
                                        + (group.columns().size() > STRONGEST ? " + …" : "")));
        paper.out().close();
        paper.close();
    }

    private void learned() {
        paper.card(ReportWord.DID_IT_LEARN);
        switch (report.evaluation()) {
            case Evaluation.Classification classes -> {
                answer(Paper.share(classes.accuracy()), paper.say(ReportWord.RIGHT_ROWS));
                paper.note(ReportWord.BASELINE_CLASSES, Paper.share(classes.baseline()));
            }
            case Evaluation.Regression values -> {
                answer(Paper.number(values.rmse()), paper.say(ReportWord.RMSE_ROWS));
                paper.note(ReportWord.BASELINE_VALUES, Paper.number(values.baseline()));
            }
        }
        paper.note(
                report.training().isPresent() ? ReportWord.ROWS_HELD_OUT : ReportWord.ROWS_GIVEN,
                Paper.count(report.rows().rows()));
        paper.out().open("table", "class", "facts");
        SequencedMap<String, Double> metrics = report.evaluation().metrics();
        metrics.forEach((key, value) -> ReportWord.metric(key).ifPresent(word -> {
            paper.out().open("tr").element("th", paper.say(word), "scope", "row");
            paper.number(Paper.number(value));
            paper.out().close();
        }));
        paper.out().close();
        paper.close();
    }

    private void answer(String value, String of) {
        paper.out()
                .open("p", "class", "answer")
                .element("b", value)
                .text(" " + of)
                .close();
    }

    private void fails() {
        paper.card(ReportWord.WHERE_IT_FAILS);
        switch (report.evaluation()) {
            case Evaluation.Classification classes -> {
                Optional<Pair> worst = mostConfused(classes.confusion());
                if (worst.isEmpty()) {
                    paper.words(ReportWord.NO_MISTAKE);
                } else {
                    Pair pair = worst.get();
                    List<String> labels = report.model().labels();
                    answer(
                            Paper.count(pair.count()),
                            paper.say(
                                    ReportWord.MISTAKES_OF,
                                    Paper.count(classes.confusion().actual(pair.actual()))));
                    paper.words(
                            ReportWord.TAKEN_FOR,
                            InWords.name(labels.get(pair.actual())),
                            InWords.name(labels.get(pair.predicted())));
                }
            }
            case Evaluation.Regression values -> {
                answer(Paper.number(values.mae()), paper.say(ReportWord.MEAN_ERROR));
                report.worst().stream()
                        .findFirst()
                        .ifPresent(row -> paper.note(
                                ReportWord.LARGEST_ERROR,
                                Paper.number(Math.abs(row.error())),
                                Paper.place(row.place())));
            }
        }
        paper.close();
    }

    private record Pair(int actual, int predicted, long count) {}

    private static Optional<Pair> mostConfused(ConfusionMatrix confusion) {
        Pair most = null;
        for (int actual = 0; actual < confusion.classes(); actual++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                long count = confusion.count(actual, predicted);
                if (actual != predicted && count > (most == null ? 0 : most.count())) {
                    most = new Pair(actual, predicted, count);
                }
            }
        }
        return Optional.ofNullable(most);
    }

    private void sound() {
        paper.card(ReportWord.DATA_SOUND);
        answer(
                Paper.count(report.data().rows()),
                paper.say(
                        ReportWord.ROWS_OF_COLUMNS,
                        report.model().pipeline().columns().size()));
        if (report.warnings().isEmpty()) {
            paper.words(ReportWord.NO_WARNING);
        } else {
            paper.out().open("ul", "class", "warnings");
            report.warnings().forEach(warning -> paper.out().element("li", warning));
            paper.out().close();
        }
        paper.close();
    }
}
