package dev.lamina.report.html;

import dev.lamina.core.text.InWords;
import dev.lamina.explain.Counterfactual;
import dev.lamina.explain.Counterfactual.Alternative;
import dev.lamina.explain.Counterfactual.Change;
import dev.lamina.explain.Predicted;
import dev.lamina.explain.RowExplanation;
import dev.lamina.explain.Shapley;
import dev.lamina.explain.Shapley.Contribution;
import dev.lamina.report.Language;
import dev.lamina.report.page.Markup;
import dev.lamina.report.run.Drivers;
import java.util.List;
import java.util.Map;

/// What drives a model, or single predictions, as one HTML page that needs nothing else.
public final class HtmlExplanation {

    /// Of more columns the strongest ones are told.
    private static final int MOST_COLUMNS = 20;

    private HtmlExplanation() {}

    /// The page about a model, to be stored as UTF-8.
    ///
    /// @param model what it is called
    public static String page(Drivers drivers, String model, Language language) {
        Paper paper = new Paper(language);
        drivers.importance().ifPresent(importance -> new ImportanceSection(paper, importance).write());
        if (!drivers.dependences().isEmpty()) {
            new DependenceSection(paper, drivers.dependences()).write();
        }
        return paper.page(paper.say(ReportWord.TITLE_EXPLANATION), model, Map.of());
    }

    /// The page about predictions for rows, to be stored as UTF-8.
    ///
    /// @param model what it is called
    public static String page(List<RowExplanation> rows, String model, Language language) {
        Paper paper = new Paper(language);
        for (int i = 0; i < rows.size(); i++) {
            row(paper, "row-" + (i + 1), rows.get(i));
        }
        return paper.page(paper.say(ReportWord.TITLE_PREDICTIONS), model, Map.of());
    }

    private static void row(Paper paper, String id, RowExplanation row) {
        paper.section(id, ReportWord.ROW_AT, Paper.place(row.place()));
        paper.out()
                .open("p", "class", "answer")
                .element("b", inWords(paper, row.shapley().predicted()));
        paper.out().close();
        paper.cards();
        contributions(paper, row.shapley());
        row.counterfactual().ifPresent(changes -> changes(paper, changes));
        paper.close().close();
    }

    private static void contributions(Paper paper, Shapley shapley) {
        paper.wideCard(ReportWord.CONTRIBUTIONS);
        paper.note(
                shapley.label().isPresent() ? ReportWord.CONTRIBUTIONS_TO_LABEL : ReportWord.CONTRIBUTIONS_TO_VALUE,
                Paper.number(shapley.base()),
                Paper.number(shapley.output()),
                shapley.label().map(InWords::name).orElse(""),
                Paper.count(shapley.background()));
        List<Contribution> shown = shapley.contributions()
                .subList(0, Math.min(MOST_COLUMNS, shapley.contributions().size()));
        Bars bars = Bars.around(
                shown.stream().mapToDouble(Contribution::value).min().orElse(0),
                shown.stream().mapToDouble(Contribution::value).max().orElse(0));
        paper.table(
                paper.say(ReportWord.CONTRIBUTIONS),
                List.of(
                        paper.say(ReportWord.COLUMN),
                        paper.say(ReportWord.VALUE),
                        "",
                        paper.say(ReportWord.CONTRIBUTION),
                        paper.say(ReportWord.STANDARD_ERROR)),
                3,
                4);
        for (Contribution each : shown) {
            paper.out().open("tr");
            paper.heading(each.column());
            cell(paper, each.cell());
            bars.cell(
                    paper.out(),
                    each.value(),
                    each.value() - 2 * each.standardError(),
                    each.value() + 2 * each.standardError());
            paper.number(signed(each.value()));
            paper.number(shapley.permutations() == 0 ? "–" : Paper.number(each.standardError()));
            paper.out().close();
        }
        paper.endTable();
        int more = shapley.contributions().size() - shown.size();
        if (more > 0) {
            paper.note(
                    ReportWord.OTHER_CONTRIBUTIONS,
                    more,
                    signed(shapley.contributions().stream()
                            .skip(shown.size())
                            .mapToDouble(Contribution::value)
                            .sum()));
        }
        paper.note(
                shapley.permutations() == 0 ? ReportWord.SUM_EXACT : ReportWord.SUM_SAMPLED,
                Paper.number(shapley.base()),
                signed(shapley.sum()),
                Paper.number(shapley.base() + shapley.sum()),
                Paper.count(shapley.permutations()));
        paper.close();
    }

    private static void changes(Paper paper, Counterfactual changes) {
        paper.wideCard(ReportWord.WHAT_WOULD_CHANGE);
        if (changes.met()) {
            paper.words(ReportWord.NOTHING_WOULD_CHANGE);
        } else if (changes.alternatives().isEmpty()) {
            paper.words(ReportWord.NO_CHANGE_FOUND);
        } else {
            paper.table(
                    paper.say(ReportWord.WHAT_WOULD_CHANGE),
                    List.of(paper.say(ReportWord.CHANGES), paper.say(ReportWord.THEN)));
            changes.alternatives().forEach(way -> alternative(paper, way));
            paper.endTable();
        }
        paper.note(ReportWord.CHANGES_IN_WORDS).close();
    }

    private static void alternative(Paper paper, Alternative way) {
        Markup out = paper.out();
        out.open("tr").open("th", "scope", "row");
        for (Change change : way.changes()) {
            out.open("div");
            paper.name(change.column());
            out.text(": ");
            paper.name(change.from().isEmpty() ? "–" : change.from());
            out.text(" → ");
            paper.name(change.to());
            out.close();
        }
        out.close();
        paper.cell(inWords(paper, way.after()));
        out.close();
    }

    private static void cell(Paper paper, String cell) {
        paper.out().open("td");
        paper.name(cell.isEmpty() ? "–" : cell);
        paper.out().close();
    }

    private static String inWords(Paper paper, Predicted predicted) {
        return switch (predicted) {
            case Predicted.Label(String label, double probability) ->
                paper.say(ReportWord.LABEL_WITH_PROBABILITY, InWords.name(label), Paper.share(probability));
            case Predicted.Value(double value) -> Paper.number(value);
        };
    }

    private static String signed(double value) {
        return (value < 0 ? "− " : "+ ") + Paper.number(Math.abs(value));
    }
}
