package dev.lamina.core.train;

/// Why training ended.
public enum StopReason {
    /// All epochs were run.
    COMPLETED,
    /// Early stopping: no new best for as many epochs as patience allows.
    PATIENCE,
    /// The optimizer found no step that lowers the training cost, as at its minimum.
    CONVERGED,
    /// The time budget was used up.
    TIME_BUDGET,
    /// The caller asked for it, as Ctrl-C does.
    REQUESTED
}
