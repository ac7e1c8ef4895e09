package dev.lamina.core.train;

/// When to stop before the last epoch, after `patience` epochs in a row that brought no new best, and which epoch's
/// parameters are kept.
///
/// @param patience 1 or more; without end where the last epoch is kept
/// @param keepsBest whether the best epoch's parameters are kept, otherwise those of the last epoch that was run: few
///     validation rows choose an epoch by chance, and then say too much good of it
public record EarlyStopping(int patience, boolean keepsBest) {

    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience is " + patience + ", expected 1 or more epochs");
        }
        if (!keepsBest && patience < Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "patience is " + patience + ", but where the last epoch is kept there is none to wait for");
        }
    }

    /// Keeps the best epoch.
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(epochs, true);
    }

    /// No early stopping: all epochs are run, and the best one is kept.
    public static EarlyStopping never() {
        return patience(Integer.MAX_VALUE);
    }

    /// All epochs are run, and the last one is kept, whatever the validation samples say.
    public static EarlyStopping keepLast() {
        return new EarlyStopping(Integer.MAX_VALUE, false);
    }
}
