package dev.lamina.report.html;

import dev.lamina.TuneResult;
import dev.lamina.core.text.InWords;
import dev.lamina.data.FittedTarget;
import dev.lamina.json.JsonValue;
import dev.lamina.report.Language;
import dev.lamina.report.run.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// The report of a training, or of a model on other data, as one HTML page that needs nothing else. What it says is in
/// the page without its script, which only moves the threshold.
public final class HtmlReport {

    private HtmlReport() {}

    /// The text of the page, to be stored as UTF-8.
    public static String page(RunReport report, Language language) {
        return page(report, paper -> {}, language);
    }

    /// The same of the best training of a search, with all its trials.
    public static String page(RunReport report, TuneResult search, Language language) {
        return page(report, paper -> new TuningSection(paper, search).write(), language);
    }

    private static String page(RunReport report, Consumer<Paper> beforeCurves, Language language) {
        Paper paper = new Paper(language);
        List<String> columns = report.drivers().columns(report.model());
        SequencedMap<String, JsonValue> data = new LinkedHashMap<>();
        new SummarySection(paper, report).write();
        beforeCurves.accept(paper);
        report.training().ifPresent(training -> new CurvesSection(paper, training).write());
        switch (report.model().pipeline().target()) {
            case FittedTarget.Labels _ -> {
                new ConfusionSection(paper, report).write();
                DecisionSection decision = new DecisionSection(paper, report);
                decision.write();
                data.put("decisions", decision.data());
                new CalibrationSection(paper, report).write();
            }
            case FittedTarget.Scaled _ -> new ValuesSection(paper, report).write();
        }
        new CoverageSection(paper, report).write();
        report.drivers().importance().ifPresent(importance -> new ImportanceSection(paper, importance).write());
        if (!report.drivers().dependences().isEmpty()) {
            new DependenceSection(paper, report.drivers().dependences()).write();
        }
        new WorstRowsSection(paper, report).write(columns);
        new DataSection(paper, report).write();
        new NetworkSection(paper, report.model()).write();
        new SettingsSection(paper, report).write();
        String title = paper.say(
                report.training().isPresent() ? ReportWord.TITLE_TRAINING : ReportWord.TITLE_MODEL,
                InWords.name(report.model().pipeline().target().name()));
        return paper.page(title, report.name(), data);
    }
}
