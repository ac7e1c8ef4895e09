package dev.lamina.model;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model file that cannot be read or written. The message is one line: `FILE: what was expected, what came,
/// what to do`.
public final class ModelFileException extends IOException {

    private static final long serialVersionUID = 1L;

    ModelFileException(Path file, String what) {
        this(file, what, null);
    }

    ModelFileException(Path file, String what, @Nullable Throwable cause) {
        super(oneLine(file + ": " + what), cause);
    }

    /// Text from a hostile file must not end the line or steer a terminal.
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
