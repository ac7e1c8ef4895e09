package dev.lamina.data;

/// A table that cannot be used: the message says where, what was expected, what came and what to do, in one
/// line.
public final class DataException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }
}
