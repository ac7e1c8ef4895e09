package dev.lamina.report.html;

import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Markup;
import dev.lamina.report.page.Plot;
import dev.lamina.report.run.DecisionCurve;
import dev.lamina.report.run.RunReport;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// What deciding from a probability on would give: the ROC and the precision–recall curve, with a threshold that the
/// reader moves and the costs of both errors. Of many classes the most frequent ones can be chosen.
final class DecisionSection {

    private static final int MOST_CLASSES = 20;

    private final Paper paper;
    private final RunReport report;
    private final List<DecisionCurve> curves;

    DecisionSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
        List<Integer> classes = report.model().labels().size() == 2
                ? List.of(1)
                : report.classesBySize().stream().limit(MOST_CLASSES).sorted().toList();
        curves = report.decisions(classes).stream()
                .filter(curve -> curve.positives() > 0 && curve.negatives() > 0)
                .toList();
    }

    void write() {
        paper.section("threshold", ReportWord.DECISION);
        if (curves.isEmpty()) {
            paper.note(ReportWord.ONE_CLASS_ONLY).close();
            return;
        }
        paper.note(ReportWord.DECISION_IN_WORDS);
        paper.cards();
        choices();
        roc();
        precisionRecall();
        paper.close().close();
    }

    private void choices() {
        Markup out = paper.out();
        paper.card(ReportWord.CHOOSE_THRESHOLD);
        out.open("form", "id", "decision", "class", "choices");
        out.open("label").text(paper.say(ReportWord.CLASS));
        out.open("select", "id", "decision-class");
        for (int i = 0; i < curves.size(); i++) {
            out.element("option", curves.get(i).label(), "value", String.valueOf(i));
        }
        out.close().close();
        out.open("label").text(paper.say(ReportWord.THRESHOLD));
        String start = String.valueOf(start() / (double) DecisionCurve.STEPS);
        out.single(
                "input",
                "type",
                "range",
                "id",
                "decision-threshold",
                "min",
                "0",
                "max",
                "1",
                "step",
                "0.005",
                "value",
                start);
        out.element("output", start, "id", "decision-value", "for", "decision-threshold")
                .close();
        cost(out, "decision-missed", ReportWord.COST_MISSED);
        cost(out, "decision-false", ReportWord.COST_FALSE_ALARM);
        out.element("button", paper.say(ReportWord.CHEAPEST), "type", "button", "id", "decision-cheapest");
        out.open("p", "id", "decision-says", "class", "note", "role", "status").close();
        out.close();
        out.open("table", "class", "facts", "aria-live", "polite");
        fact("found", ReportWord.FOUND);
        fact("missed", ReportWord.MISSED);
        fact("mistaken", ReportWord.FALSE_ALARMS);
        fact("recall", ReportWord.RECALL);
        fact("precision", ReportWord.PRECISION);
        fact("right", ReportWord.RIGHT);
        fact("cost", ReportWord.COST_OF_ALL);
        out.close();
        paper.close();
    }

    private void cost(Markup out, String id, ReportWord word) {
        out.open("label").text(paper.say(word));
        out.single("input", "type", "number", "id", id, "min", "0", "step", "any", "value", "1")
                .close();
    }

    private void fact(String id, ReportWord word) {
        DecisionCurve curve = curves.getFirst();
        int at = start();
        int missed = curve.positives() - curve.found()[at];
        int mistaken = curve.mistaken()[at];
        String value = switch (word) {
            case FOUND -> Paper.count(curve.found()[at]);
            case MISSED -> Paper.count(missed);
            case FALSE_ALARMS -> Paper.count(mistaken);
            case RECALL -> Paper.share(curve.recall(at));
            case PRECISION -> Paper.share(curve.precision(at));
            case RIGHT -> Paper.share(1 - (missed + mistaken) / (double) (curve.positives() + curve.negatives()));
            default -> Paper.count(missed + mistaken);
        };
        paper.out().open("tr").element("th", paper.say(word), "scope", "row");
        paper.out()
                .element("td", value, "class", "number", "id", "decision-" + id + "-rows")
                .close();
    }

    /// The number of the threshold that the model decides by.
    private int start() {
        double threshold = report.model().calibration().threshold().orElse(0.5);
        return (int) Math.round(threshold * DecisionCurve.STEPS);
    }

    private void roc() {
        DecisionCurve curve = curves.getFirst();
        int at = start();
        paper.card(ReportWord.ROC);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.ROC_IN_WORDS),
                Axis.shares(paper.say(ReportWord.FALSE_POSITIVE_RATE)),
                Axis.shares(paper.say(ReportWord.RECALL)));
        plot.line(new double[] {0, 1}, new double[] {0, 1}, "reference");
        plot.line(each(curve::falsePositiveRate), each(curve::recall), "validation", "roc-line");
        plot.mark("roc-mark", curve.falsePositiveRate(at), curve.recall(at));
        plot.close();
        paper.note(ReportWord.DIAGONAL_IS_CHANCE).close();
    }

    private void precisionRecall() {
        DecisionCurve curve = curves.getFirst();
        int at = start();
        paper.card(ReportWord.PRECISION_BY_RECALL);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.PRECISION_IN_WORDS),
                Axis.shares(paper.say(ReportWord.RECALL)),
                Axis.shares(paper.say(ReportWord.PRECISION)));
        double share = (double) curve.positives() / (curve.positives() + curve.negatives());
        plot.line(new double[] {0, 1}, new double[] {share, share}, "reference", "share-line");
        plot.line(each(curve::recall), each(curve::precision), "validation", "precision-line");
        plot.mark("precision-mark", curve.recall(at), curve.precision(at));
        plot.close();
        paper.note(ReportWord.LINE_IS_SHARE).close();
    }

    private static double[] each(IntToDoubleFunction value) {
        return IntStream.rangeClosed(0, DecisionCurve.STEPS).mapToDouble(value).toArray();
    }

    /// What the script needs to redraw it.
    JsonObject data() {
        List<JsonValue> classes = curves.stream()
                .<JsonValue>map(curve -> JsonObject.builder()
                        .put("positives", curve.positives())
                        .put("negatives", curve.negatives())
                        .put("found", numbers(IntStream.of(curve.found())))
                        .put("mistaken", numbers(IntStream.of(curve.mistaken())))
                        .build())
                .toList();
        return JsonObject.builder()
                .put("frame", numbers(Plot.FRAME.stream().mapToInt(Integer::intValue)))
                .put("classes", new JsonValue.Array(classes))
                .put("least", paper.say(ReportWord.LEAST_COST, "{0}", "{1}"))
                .build();
    }

    private static JsonValue.Array numbers(IntStream values) {
        return new JsonValue.Array(values.<JsonValue>mapToObj(JsonNumber::of).toList());
    }
}
