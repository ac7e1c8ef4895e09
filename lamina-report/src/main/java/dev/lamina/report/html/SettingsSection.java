package dev.lamina.report.html;

import dev.lamina.core.text.InWords;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import dev.lamina.model.Provenance.Setting;
import dev.lamina.report.page.Markup;
import dev.lamina.report.run.RunReport;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What was chosen and why, and all that making the model again needs.
final class SettingsSection {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Paper paper;
    private final RunReport report;

    SettingsSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    void write() {
        paper.section("settings", ReportWord.SETTINGS).cards();
        choices();
        origin();
        paper.close().close();
    }

    private void choices() {
        List<Setting> settings = report.model().provenance().training().settings();
        paper.card(ReportWord.CHOSEN_AND_WHY);
        paper.table(
                paper.say(ReportWord.CHOSEN_AND_WHY),
                List.of(paper.say(ReportWord.SETTING), paper.say(ReportWord.VALUE), paper.say(ReportWord.WHY)));
        for (Setting setting : settings) {
            paper.out().open("tr");
            paper.heading(setting.name()).cell(InWords.name(setting.value()));
            paper.cell(setting.given() ? paper.say(ReportWord.GIVEN) : setting.reason());
            paper.out().close();
        }
        paper.endTable().close();
    }

    private void origin() {
        Model model = report.model();
        Provenance provenance = model.provenance();
        paper.card(ReportWord.MAKE_AGAIN);
        Markup out = paper.out();
        report.training().ifPresent(training -> {
            out.open(
                    "div",
                    "class",
                    "scroll",
                    "tabindex",
                    "0",
                    "role",
                    "region",
                    "aria-label",
                    paper.say(ReportWord.COMMAND));
            out.element("pre", training.command()).close();
        });
        out.open("dl", "class", "origin");
        fact(ReportWord.MODEL, report.name());
        fact(ReportWord.TRAINED_ON, provenance.data().source());
        if (!provenance.data().sha256().isEmpty()) {
            fact(ReportWord.HASH_OF_DATA, provenance.data().sha256());
        }
        fact(ReportWord.HASH_OF_PARAMETERS, model.parametersHash());
        fact(ReportWord.SEED, String.valueOf(provenance.training().seed()));
        fact(ReportWord.TRAINED_AT, MINUTE.format(provenance.created()));
        fact(ReportWord.VERSIONS, "Lamina " + provenance.laminaVersion() + ", Java " + provenance.javaVersion());
        if (report.training().isEmpty()) {
            fact(ReportWord.REPORTED_ON, report.rows().origin().source());
        }
        out.close();
        paper.close();
    }

    private void fact(ReportWord word, String value) {
        paper.out()
                .open("div")
                .element("dt", paper.say(word))
                .element("dd", value)
                .close();
    }
}
