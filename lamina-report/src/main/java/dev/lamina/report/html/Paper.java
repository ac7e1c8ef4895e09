package dev.lamina.report.html;

import dev.lamina.core.text.InWords;
import dev.lamina.json.JsonValue;
import dev.lamina.report.Language;
import dev.lamina.report.page.Markup;
import dev.lamina.report.page.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What the sections of a report are written on, in one language. One thread.
final class Paper {

    private final Language language;
    private final Markup out = new Markup();

    /// The titles of the sections by their ids.
    private final SequencedMap<String, String> contents = new LinkedHashMap<>();

    Paper(Language language) {
        this.language = language;
    }

    Language language() {
        return language;
    }

    /// The document with all sections, a list of them to go to, and a script if there are data for one.
    ///
    /// @param subtitle such as the file that the page is about
    /// @param data for the script, by the id of the element that holds it
    String page(String title, String subtitle, Map<String, JsonValue> data) {
        Markup begin = new Markup();
        begin.element("a", say(ReportWord.SKIP), "class", "skip", "href", "#main");
        begin.open("header", "id", "header")
                .element("h1", title)
                .element("p", subtitle, "class", "note")
                .close();
        begin.open("nav", "id", "contents", "aria-label", say(ReportWord.CONTENTS))
                .open("ol");
        contents.forEach((id, section) ->
                begin.open("li").element("a", section, "href", "#" + id).close());
        begin.close().close();
        List<String> scripts = data.isEmpty() ? List.of() : List.of("report.js");
        String body = begin + "<main id=\"main\">" + out + "</main>";
        return new Page(language.code(), title, body, data, List.of("base.css", "report.css"), scripts).html();
    }

    /// Where everything is written.
    Markup out() {
        return out;
    }

    String say(ReportWord word, Object... values) {
        return word.in(language, values);
    }

    /// Begins a section, which [#close] ends.
    Paper section(String id, ReportWord title, Object... values) {
        contents.put(id, say(title, values));
        out.open("section", "id", id, "aria-labelledby", id + "-title");
        out.element("h2", say(title, values), "id", id + "-title");
        return this;
    }

    /// Begins a row of cards, which [#close] ends.
    Paper cards() {
        out.open("div", "class", "cards");
        return this;
    }

    /// Begins a card, which [#close] ends.
    Paper card(ReportWord title, Object... values) {
        return card("card", title, values);
    }

    /// Begins a card as wide as the page.
    Paper wideCard(ReportWord title, Object... values) {
        return card("card wide", title, values);
    }

    private Paper card(String style, ReportWord title, Object... values) {
        out.open("div", "class", style).element("h3", say(title, values));
        return this;
    }

    Paper close() {
        out.close();
        return this;
    }

    /// A remark in small print.
    Paper note(ReportWord word, Object... values) {
        out.element("p", say(word, values), "class", "note");
        return this;
    }

    Paper words(ReportWord word, Object... values) {
        out.element("p", say(word, values));
        return this;
    }

    /// Begins a table with a line of headings, which [#endTable] ends. It scrolls where there is too little room.
    ///
    /// @param title for those who do not see where it stands
    /// @param numbers the indices of the columns that hold numbers
    Paper table(String title, List<String> headings, int... numbers) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
        out.open("table", "class", "rows").open("thead").open("tr");
        for (int i = 0; i < headings.size(); i++) {
            int column = i;
            boolean number = IntStream.of(numbers).anyMatch(each -> each == column);
            out.open("th", "scope", "col", "class", number ? "number" : "text");
            name(headings.get(i));
            out.close();
        }
        out.close().close().open("tbody");
        return this;
    }

    Paper endTable() {
        out.close().close().close();
        return this;
    }

    /// A name from the data at the head of a line of a table: whole as a tip where it is cut.
    Paper heading(String name) {
        out.open("th", "scope", "row");
        name(name);
        out.close();
        return this;
    }

    /// A name from the data, kept apart from the direction of the text around it.
    Paper name(String name) {
        String shown = InWords.name(name);
        if (shown.equals(name)) {
            out.element("bdi", shown);
        } else {
            out.element("bdi", shown, "title", name);
        }
        return this;
    }

    Paper cell(String text) {
        out.element("td", text);
        return this;
    }

    /// A cell with a number, to the right.
    Paper number(String text) {
        out.element("td", text, "class", "number");
        return this;
    }

    /// A legend below a plot: a line in the style of each with its name.
    Paper legend(SequencedMap<String, String> names) {
        out.open("p", "class", "legend");
        names.forEach((style, name) -> {
            out.open("span");
            out.element("i", "", "class", style, "aria-hidden", "true");
            name(name);
            out.close();
        });
        out.close();
        return this;
    }

    /// `98.5 %`.
    static String share(double share) {
        return Double.isNaN(share)
                ? "–"
                : String.format(Locale.ROOT, share == 0 || share == 1 ? "%.0f %%" : "%.1f %%", 100 * share);
    }

    /// A place in a file, without the folder: the line is what matters.
    static String place(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    /// `2024-05-17`, of seconds since 1970.
    static String date(double epochSeconds) {
        return Instant.ofEpochSecond((long) epochSeconds)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    /// `12,345`.
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// From one number to another; nothing where they are undefined.
    static String interval(double low, double high) {
        return Double.isNaN(low) ? "–" : number(low) + " – " + number(high);
    }

    /// Four significant digits.
    static String number(double value) {
        return InWords.number(value);
    }
}
