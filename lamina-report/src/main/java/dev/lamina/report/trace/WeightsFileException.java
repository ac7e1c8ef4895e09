package dev.lamina.report.trace;

import java.io.IOException;

/// A file of weights that cannot be used: the message says where, what was expected and what came, in one line.
public final class WeightsFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public WeightsFileException(String message) {
        super(message);
    }
}
