package dev.lamina.spark;

/// A training on the cluster came to no model, though its data and settings may be right: executors were
/// lost, numbers left the finite range, or a checkpoint cannot be read. The message is one line that says
/// which.
public final class TrainingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingFailedException(String message) {
        super(message);
    }

    TrainingFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
