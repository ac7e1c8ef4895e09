package dev.lamina.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file that cannot be read or written: the message says where, what was expected, what came and what to do,
/// in one line.
public final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public DataFileException(String message) {
        super(message);
    }

    public DataFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
