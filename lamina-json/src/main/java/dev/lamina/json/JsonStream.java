package dev.lamina.json;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Reads the values of a text of any length one by one. The text is an array, whose elements are the values, or else a
/// sequence of values, each on a line of its own (JSON Lines).
///
/// As strict as [JsonReader] but for numbers that are none, which many programs write: `NaN` is read as null, and
/// `Infinity` and `-Infinity` as numbers that no accessor takes.
///
/// Memory is that of one value, whose length and parts are bounded. Not thread-safe.
public final class JsonStream {

    /// Characters of one value, about, unless it is said.
    public static final int MAX_LENGTH = 1 << 24;

    private final JsonText text;
    private final int maxLength;
    private final int maxValues;
    private boolean started;
    private boolean inArray;
    private boolean ended;
    private int line;

    public JsonStream(Reader in) {
        this(in, MAX_LENGTH, JsonReader.MAX_VALUES);
    }

    /// @param maxLength characters of one value, about
    /// @param maxValues values in one, names not counted
    public JsonStream(Reader in, int maxLength, int maxValues) {
        this.text = new JsonText(in);
        this.maxLength = maxLength;
        this.maxValues = maxValues;
    }

    /// The line on which the value that [#next] gave starts, 1 for the first.
    public int line() {
        return line;
    }

    /// The next value; null after the last.
    ///
    /// @throws JsonException if the text is not JSON
    /// @throws IOException if it cannot be read
    public @Nullable JsonValue next() throws IOException {
        if (ended) {
            return null;
        }
        if (started ? isLast() : isEmpty()) {
            ended = true;
            return null;
        }
        started = true;
        line = text.line();
        text.startValue(maxLength);
        return new JsonReader(text, maxValues, true).value();
    }

    private boolean isEmpty() throws IOException {
        text.skipSpace();
        inArray = text.peek() == '[';
        if (!inArray) {
            return text.peek() < 0;
        }
        text.skip();
        text.skipSpace();
        return text.peek() == ']' && leaveArray();
    }

    private boolean isLast() throws IOException {
        int lastLine = text.line();
        text.skipSpace();
        int c = text.peek();
        if (!inArray) {
            if (c >= 0 && text.line() == lastLine) {
                throw text.unexpected("the end of the line");
            }
            return c < 0;
        }
        if (c == ']') {
            return leaveArray();
        }
        if (c != ',') {
            throw text.unexpected("\",\" or \"]\"");
        }
        text.skip();
        text.skipSpace();
        return false;
    }

    private boolean leaveArray() throws IOException {
        text.skip();
        text.skipSpace();
        if (text.peek() >= 0) {
            throw text.unexpected("the end");
        }
        return true;
    }
}
