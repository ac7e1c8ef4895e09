package dev.lamina.model.safetensors;

import java.io.IOException;

/// A file that is not a safetensors file, or one beyond the limits. The message says what was expected and what
/// came, in one line, without the name of the file.
public final class SafetensorsException extends IOException {

    private static final long serialVersionUID = 1L;

    SafetensorsException(String message) {
        super(message);
    }
}
