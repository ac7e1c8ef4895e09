package dev.lamina.core.optimizer;

/// How the learning rate changes: a factor for each step of a run of known length. Immutable.
public sealed interface Schedule {

    /// The factor for step t of T.
    ///
    /// @param step 0 ≤ t < T
    /// @param steps T, 1 or more
    double factor(long step, long steps);

    /// Always 1.
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /// ½(1 + cos(π·t/T)): from 1 down to nearly 0. Source: Loshchilov and Hutter, "SGDR" (arXiv 1608.03983).
    record Cosine() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
        }
    }

    /// Rises linearly over the first `fraction` of the steps, (t + 1)/(w + 1) before step w, then runs `after`
    /// on the rest.
    ///
    /// @param fraction in [0, 1)
    record WarmUp(double fraction, Schedule after) implements Schedule {

        public WarmUp {
            if (!(fraction >= 0 && fraction < 1)) {
                throw new IllegalArgumentException("warm-up fraction is " + fraction + ", expected 0 ≤ fraction < 1");
            }
        }

        @Override
        public double factor(long step, long steps) {
            long warm = (long) (fraction * steps);
            return step < warm ? (step + 1.0) / (warm + 1) : after.factor(step - warm, steps - warm);
        }
    }
}
