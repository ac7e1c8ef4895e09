package dev.lamina.json;

import java.io.IOException;
import java.io.Reader;

/// The characters of JSON text, read piece by piece, and the place in it that errors name.
final class JsonText {

    private static final int BUFFER = 1 << 13;

    private final Reader in;
    private final char[] buffer = new char[BUFFER];
    private int at;
    private int end;
    private boolean ended;

    /// Characters of the text before the first of the buffer.
    private long before;

    private int line = 1;

    /// Where the line starts, in characters from the start of the text.
    private long lineStart;

    /// Where the value starts whose length is bounded.
    private long valueStart;

    private int maxLength = Integer.MAX_VALUE;

    JsonText(Reader in) {
        this.in = in;
    }

    /// The current character, −1 at the end.
    int peek() throws IOException {
        return at < end || has(1) ? buffer[at] : -1;
    }

    /// Goes on to the next character of the same line.
    void skip() {
        at++;
    }

    /// Goes on behind `word` if it follows here.
    boolean skip(String word) throws IOException {
        if (!has(word.length())) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (buffer[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    void skipSpace() throws IOException {
        for (int c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek()) {
            at++;
            if (c == '\n') {
                line++;
                lineStart = position();
            }
        }
    }

    /// Appends the characters up to the next that needs a look: a quote, a backslash, a control character, half of
    /// a surrogate pair, or one that is not read yet.
    void appendPlain(StringBuilder string) {
        int from = at;
        while (at < end && isPlain(buffer[at])) {
            at++;
        }
        string.append(buffer, from, at - from);
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    /// The value that starts here has at most about so many characters.
    void startValue(int maxLength) {
        this.valueStart = position();
        this.maxLength = maxLength;
    }

    private boolean has(int count) throws IOException {
        while (end - at < count && !ended) {
            fill();
        }
        return end - at >= count;
    }

    private void fill() throws IOException {
        if (position() - valueStart > maxLength) {
            throw error("a value of more than " + maxLength + " characters");
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        before += at;
        end -= at;
        at = 0;
        int count = in.read(buffer, end, buffer.length - end);
        ended = count < 0;
        end += Math.max(count, 0);
    }

    /// Characters from the start of the text.
    long position() {
        return before + at;
    }

    /// The current line, 1 for the first.
    int line() {
        return line;
    }

    JsonException unexpected(String expected) throws IOException {
        int c = peek();
        String came;
        if (c < 0) {
            came = "the end of the text";
        } else if (c <= 0x20 || c >= 0x7f) {
            came = String.format("U+%04X", c);
        } else {
            came = "'" + (char) c + "'";
        }
        return error("expected " + expected + ", got " + came);
    }

    JsonException error(String problem) {
        return error(position(), problem);
    }

    /// @param position on the current line
    JsonException error(long position, String problem) {
        return new JsonException(line, position - lineStart + 1, problem);
    }
}
