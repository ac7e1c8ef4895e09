package dev.lamina.json;

import java.io.IOException;

/// Text that is not the JSON that was expected. The message says where, what was expected and what came, in one
/// line, without the name of the file.
public final class JsonException extends IOException {

    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
