package dev.lamina.core.train;

/// Why training ended.
public enum StopReason {
    /// All epochs were run.
    COMPLETED("all epochs were run"),
    /// Early stopping: no new best for as many epochs as patience allows.
    PATIENCE("no further improvement"),
    /// The optimizer found no step that lowers the training cost, as at its minimum.
    CONVERGED("no step lowers the training cost any more"),
    /// The time budget was used up.
    TIME_BUDGET("the time was used up"),
    /// The caller asked for it, as Ctrl-C does, or interrupted the training thread.
    REQUESTED("stopped on request");

    private final String words;

    StopReason(String words) {
        this.words = words;
    }

    /// As part of a sentence, such as `no further improvement`.
    public String inWords() {
        return words;
    }
}
