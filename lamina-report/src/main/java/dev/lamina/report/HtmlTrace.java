package dev.lamina.report;

import dev.lamina.json.JsonValue;
import dev.lamina.report.page.Markup;
import dev.lamina.report.page.Page;
import dev.lamina.report.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A trace as one HTML page that needs nothing else: the network drawn, and every stage of every step to click
/// through. Of wide layers it has what [dev.lamina.report.trace.Corners] shows.
public final class HtmlTrace {

    private static final List<String> STYLES = List.of("base.css", "trace.css");

    private static final List<String> SCRIPTS =
            List.of("numbers.js", "formulas.js", "network.js", "stages.js", "page.js");

    private HtmlTrace() {}

    /// The text of the page, to be stored as UTF-8.
    public static String page(Trace trace, Language language) {
        String title = title(trace).in(language, trace.steps().size());
        SequencedMap<String, JsonValue> data = new LinkedHashMap<>();
        data.put("words", PageWord.all(language));
        data.put("trace", TraceJson.of(trace, language));
        return new Page(language.code(), title, body(title, language), data, STYLES, SCRIPTS).html();
    }

    /// Places that the script fills.
    private static String body(String title, Language language) {
        Markup body = new Markup();
        body.open("header", "id", "header").element("h1", title).close();
        body.open("nav", "id", "steps").close();
        body.open("main");
        body.open("div", "id", "stepper").close();
        body.open("section", "id", "picture", "class", "card").close();
        body.open("div", "id", "panel").close();
        body.close();
        body.open("div", "id", "paper").close();
        return body.element("noscript", PageWord.NOSCRIPT.in(language)).toString();
    }

    static Phrase title(Trace trace) {
        if (trace.settings().targets() == null) {
            return Phrase.TITLE_FORWARD;
        }
        return trace.steps().size() == 1 ? Phrase.TITLE : Phrase.TITLE_STEPS;
    }
}
