package dev.lamina.core.train;

/// When to stop before the last epoch: after `patience` epochs in a row that brought no new best.
///
/// @param patience 1 or more
public record EarlyStopping(int patience) {

    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience is " + patience + ", expected 1 or more epochs");
        }
    }

    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(epochs);
    }

    /// No early stopping: all epochs are run.
    public static EarlyStopping never() {
        return new EarlyStopping(Integer.MAX_VALUE);
    }
}
