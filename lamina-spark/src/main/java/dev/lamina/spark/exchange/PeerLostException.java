package dev.lamina.spark.exchange;

/// The exchange has ended, because another task is lost or has failed. The message is one line that names it.
public final class PeerLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PeerLostException(String message) {
        super(message);
    }

    PeerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
