package dev.lamina;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.data.Scaling;
import dev.lamina.data.Task;

/// What [TableTrainer] takes where nothing is set. Chosen by accuracy and time on the data sets of
/// `benchmarks/accuracy`; the batch sizes are those of RealMLP (arXiv 2407.04491).
final class TableDefaults {

    static final Activation ACTIVATION = new Relu();
    static final Optimizer OPTIMIZER = AdamW.defaults().learningRate(2e-3f).weightDecay(0.02f);
    static final int PATIENCE = 30;
    static final double VALIDATION = 0.2;

    private static final int HIDDEN_WIDTH = 256;

    /// Rows up to which a classifier of this width needs much dropout.
    private static final int FEW_ROWS = 1024;

    /// Steps that a run aims at, within the bounds of epochs below.
    private static final int STEPS = 8_000;

    private static final int FEWEST_EPOCHS = 40;

    private TableDefaults() {}

    static int[] layers() {
        return new int[] {HIDDEN_WIDTH, HIDDEN_WIDTH};
    }

    /// Outliers in the inputs hurt regression more than the clip of robust scaling does.
    static Scaling scaling(Task task) {
        return switch (task) {
            case CLASSIFICATION -> Scaling.STANDARD;
            case REGRESSION -> Scaling.ROBUST;
        };
    }

    /// A search ends at its minimum by itself.
    static NamedSchedule schedule(Optimizer optimizer) {
        return optimizer.searches() ? NamedSchedule.CONSTANT : NamedSchedule.WARM_UP_COSINE;
    }

    /// None for a search, which dropout would keep from its minimum.
    static float dropout(Task task, int rows, Optimizer optimizer) {
        if (optimizer.searches()) {
            return 0f;
        }
        return switch (task) {
            case CLASSIFICATION -> rows <= FEW_ROWS ? 0.5f : 0.2f;
            case REGRESSION -> 0.1f;
        };
    }

    /// All rows for a search, which needs them in one batch.
    static int batchSize(int rows, Optimizer optimizer) {
        if (optimizer.searches()) {
            return rows;
        }
        if (rows <= 1024) {
            return 64;
        }
        if (rows <= 8192) {
            return 128;
        }
        return rows <= 30_000 ? 256 : rows <= 100_000 ? 512 : 1024;
    }

    static int epochs(Task task, int rows, int batchSize) {
        int most = switch (task) {
            case CLASSIFICATION -> 200;
            case REGRESSION -> 500;
        };
        return Math.clamp((long) STEPS * batchSize / rows, FEWEST_EPOCHS, most);
    }
}
