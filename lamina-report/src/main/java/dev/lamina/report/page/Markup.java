package dev.lamina.report.page;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes HTML or SVG, element by element. Text and values of attributes are escaped, so that nothing that stands in
/// data ever becomes markup. One thread.
public final class Markup {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Begins an element.
    ///
    /// @param attributes names and values in turn; one without a value has the value of its name
    public Markup open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /// Ends the element that was begun last.
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /// An element that holds nothing but text.
    public Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /// An element of HTML that has no end, such as `input`.
    public Markup single(String element, String... attributes) {
        start(element, attributes);
        return this;
    }

    /// Text between elements.
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /// All that was written.
    ///
    /// @throws IllegalStateException if an element is still open
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the element " + open.peek() + " is still open");
        }
        return out.toString();
    }

    private void start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
    }

    /// Control characters, which HTML has no way to write, become blanks.
    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(each) ? ' ' : each);
            }
        }
    }
}
