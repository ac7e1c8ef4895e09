package dev.lamina.json;

import java.io.IOException;

/// Text that is not the JSON that was expected. The message says where, what was expected and what came, in one
/// line, without the name of the file.
public final class JsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int NO_LINE = 0;

    private final int line;
    private final long column;
    private final String problem;

    public JsonException(String message) {
        super(message);
        line = NO_LINE;
        column = 0;
        problem = message;
    }

    JsonException(int line, long column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /// The message with the name of the file before it, such as `x.json:3: expected a value, got 'N' (character 17)`.
    public String messageFor(String file) {
        return line == NO_LINE
                ? file + ": " + problem
                : file + ":" + line + ": " + problem + " (character " + column + ")";
    }
}
