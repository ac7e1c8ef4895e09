package dev.lamina.report.html;

import dev.lamina.report.run.RunReport;
import dev.lamina.report.run.WorstRow;
import java.util.ArrayList;
import java.util.List;

/// The rows that were predicted worst, with their place in the file and the columns that matter most.
final class WorstRowsSection {

    private static final int MOST_COLUMNS = 8;

    private final Paper paper;
    private final RunReport report;

    WorstRowsSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    /// @param columns of the model, the most important first
    void write(List<String> columns) {
        List<WorstRow> worst = report.worst();
        paper.section("worst", ReportWord.WORST_ROWS);
        if (worst.isEmpty()) {
            paper.words(ReportWord.NO_MISTAKE).close();
            return;
        }
        boolean labels = !report.model().labels().isEmpty();
        List<String> shown = columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
        List<String> headings = new ArrayList<>(List.of(
                paper.say(ReportWord.PLACE),
                paper.say(ReportWord.ACTUAL),
                paper.say(ReportWord.PREDICTED),
                paper.say(labels ? ReportWord.PROBABILITY_OF_ACTUAL : ReportWord.ERROR)));
        headings.addAll(shown);
        paper.out().open("div", "class", "card wide");
        paper.table(paper.say(ReportWord.WORST_ROWS), headings, 3);
        for (WorstRow row : worst) {
            paper.out().open("tr");
            paper.out().element("th", Paper.place(row.place()), "scope", "row");
            paper.out().open("td");
            paper.name(row.actual());
            paper.out().close().open("td");
            paper.name(row.predicted());
            paper.out().close();
            paper.number(labels ? Paper.share(row.error()) : Paper.number(row.error()));
            shown.forEach(column -> {
                paper.out().open("td");
                String cell = report.rows().require(column).text(row.row());
                paper.name(cell.isEmpty() ? "–" : cell);
                paper.out().close();
            });
            paper.out().close();
        }
        paper.endTable();
        paper.note(labels ? ReportWord.WORST_LABELS : ReportWord.WORST_VALUES)
                .close()
                .close();
    }
}
