package dev.lamina.spark;

/// A checkpoint cannot be read. The message is one line that names it.
final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
