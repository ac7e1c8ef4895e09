package dev.lamina.report.html;

import dev.lamina.explain.Importance;
import dev.lamina.explain.Importance.Group;
import java.util.List;

/// How much worse predictions become without each column: a bar with its interval for each group of columns.
final class ImportanceSection {

    private static final int MOST_GROUPS = 40;

    private final Paper paper;
    private final Importance importance;

    ImportanceSection(Paper paper, Importance importance) {
        this.paper = paper;
        this.importance = importance;
    }

    void write() {
        paper.section("importance", ReportWord.IMPORTANCE).cards();
        paper.wideCard(ReportWord.COST_WITHOUT, importance.cost().label());
        boolean accuracy = importance.groups().stream()
                .anyMatch(group -> group.accuracyDrop().isPresent());
        List<Group> shown = importance
                .groups()
                .subList(0, Math.min(MOST_GROUPS, importance.groups().size()));
        paper.table(
                paper.say(ReportWord.IMPORTANCE),
                accuracy
                        ? List.of(
                                paper.say(ReportWord.COLUMNS),
                                "",
                                paper.say(ReportWord.RISE_OF, importance.cost().label()),
                                paper.say(ReportWord.INTERVAL),
                                paper.say(ReportWord.ACCURACY_DROP))
                        : List.of(
                                paper.say(ReportWord.COLUMNS),
                                "",
                                paper.say(ReportWord.RISE_OF, importance.cost().label()),
                                paper.say(ReportWord.INTERVAL)),
                2,
                3,
                4);
        Bars bars = Bars.around(
                shown.stream().mapToDouble(Group::low).min().orElse(0),
                shown.stream().mapToDouble(Group::high).max().orElse(1));
        for (Group group : shown) {
            paper.out().open("tr").open("th", "scope", "row");
            for (int i = 0; i < group.columns().size(); i++) {
                paper.out().text(i == 0 ? "" : " + ");
                paper.name(group.columns().get(i));
            }
            paper.out().close();
            bars.cell(paper.out(), group.mean(), group.low(), group.high());
            paper.number(Paper.number(group.mean()));
            paper.number(Paper.interval(group.low(), group.high()));
            if (accuracy) {
                paper.number(Paper.share(group.accuracyDrop().orElse(Double.NaN)));
            }
            paper.out().close();
        }
        paper.endTable();
        if (shown.size() < importance.groups().size()) {
            paper.note(ReportWord.MORE_COLUMNS, importance.groups().size() - shown.size());
        }
        paper.note(
                ReportWord.IMPORTANCE_IN_WORDS,
                Paper.count(importance.rows()),
                importance.repeats(),
                importance.cost().label(),
                Paper.number(importance.baseline()));
        paper.close().close().close();
    }
}
