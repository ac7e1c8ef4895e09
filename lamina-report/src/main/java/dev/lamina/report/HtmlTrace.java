package dev.lamina.report;

import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import dev.lamina.report.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A trace as one HTML page that needs nothing else: the network drawn, and every stage of every step to click
/// through. Of wide layers it has what [dev.lamina.report.trace.Corners] shows.
public final class HtmlTrace {

    private static final List<String> SCRIPTS =
            List.of("numbers.js", "formulas.js", "network.js", "stages.js", "page.js");

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlTrace() {}

    /// The text of the page, to be stored as UTF-8.
    public static String page(Trace trace, Language language) {
        Map<String, String> contents = Map.of(
                "language", language.code(),
                "title", title(trace).in(language, trace.steps().size()),
                "noscript", PageWord.NOSCRIPT.in(language),
                "style", resource("page.css"),
                "script", SCRIPTS.stream().map(HtmlTrace::resource).collect(Collectors.joining("\n")),
                "words", json(PageWord.all(language)),
                "trace", json(TraceJson.of(trace, language)));
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(contents.get(place.group(1))));
    }

    static Phrase title(Trace trace) {
        if (trace.settings().targets() == null) {
            return Phrase.TITLE_FORWARD;
        }
        return trace.steps().size() == 1 ? Phrase.TITLE : Phrase.TITLE_STEPS;
    }

    /// JSON that ends no script element, whatever names are in it.
    private static String json(JsonValue value) {
        return JsonWriter.write(value)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlTrace.class.getResourceAsStream("page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
