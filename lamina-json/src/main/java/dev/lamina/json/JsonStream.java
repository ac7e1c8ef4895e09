package dev.lamina.json;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Reads the values of a text of any length one by one, as strictly as [JsonReader]. The text is an array, whose
/// elements are the values, or else a sequence of values, each on a line of its own (JSON Lines).
///
/// Memory is that of one value, of at most about [#MAX_LENGTH] characters. Not thread-safe.
public final class JsonStream {

    /// Characters of one value.
    public static final int MAX_LENGTH = 1 << 24;

    private final JsonText text;
    private boolean started;
    private boolean inArray;
    private boolean ended;
    private int line;

    public JsonStream(Reader in) {
        text = new JsonText(in);
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
        text.startValue(MAX_LENGTH);
        return new JsonReader(text).value();
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
