package dev.lamina.core.optimizer;

/// Lowers the learning rate when a validation metric stops improving: by `factor`, after more than `patience`
/// epochs in a row that brought nothing better. Unlike a [Schedule], it depends on how the run goes.
///
/// Better is less than best − threshold·|best|, or for a metric of which more is better, more than
/// best + threshold·|best|. PyTorch multiplies best by 1 ∓ threshold, which for a best below zero counts worse
/// values as better.
///
/// @param factor in (0, 1), what the learning rate is multiplied by
/// @param patience how many epochs without improvement are tolerated, 0 or more
/// @param threshold the least improvement, relative to the best; in [0, 1)
/// @param cooldown epochs after a reduction that are not counted, 0 or more
/// @param floor in [0, 1), the least factor on the optimizer's learning rate
public record ReduceOnPlateau(double factor, int patience, double threshold, int cooldown, double floor) {

    public ReduceOnPlateau {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor is " + factor + ", expected 0 < factor < 1");
        }
        Ranges.zeroOrMore("patience", patience);
        Ranges.fraction("threshold", threshold);
        Ranges.zeroOrMore("cooldown", cooldown);
        Ranges.fraction("floor", floor);
    }

    /// A tenth after 10 epochs without an improvement by 1e-4 of the best, no cooldown, no floor, as in PyTorch.
    public static ReduceOnPlateau defaults() {
        return new ReduceOnPlateau(0.1, 10, 1e-4, 0, 0);
    }

    /// A state before the first epoch.
    public State start(boolean higherIsBetter) {
        return new State(this, higherIsBetter);
    }

    /// What it remembers between epochs. One thread may use it.
    public static final class State {

        private final ReduceOnPlateau settings;
        private final boolean higherIsBetter;
        private double current = 1;
        private double best = Double.NaN;
        private int waited;
        private int cooling;

        private State(ReduceOnPlateau settings, boolean higherIsBetter) {
            this.settings = settings;
            this.higherIsBetter = higherIsBetter;
        }

        /// The factor on the optimizer's learning rate for the next epoch; 1 before the first.
        public double factor() {
            return current;
        }

        /// Records the metric of an epoch.
        ///
        /// @param metric its validation metric; NaN is no improvement
        public void after(double metric) {
            if (isBetter(metric)) {
                best = metric;
                waited = 0;
            } else {
                waited++;
            }
            if (cooling > 0) {
                cooling--;
                waited = 0;
            }
            if (waited > settings.patience) {
                current = Math.max(current * settings.factor, settings.floor);
                cooling = settings.cooldown;
                waited = 0;
            }
        }

        /// What it remembers, for [#resume].
        public double[] memory() {
            return new double[] {current, best, waited, cooling};
        }

        /// Goes on from where another state of the same rule stood.
        ///
        /// @param memory of the other
        public void resume(double[] memory) {
            current = memory[0];
            best = memory[1];
            waited = (int) memory[2];
            cooling = (int) memory[3];
        }

        private boolean isBetter(double metric) {
            if (Double.isNaN(best)) {
                return !Double.isNaN(metric);
            }
            double margin = settings.threshold * Math.abs(best);
            return higherIsBetter ? metric > best + margin : metric < best - margin;
        }
    }
}
