package dev.lamina.core.loss;

import java.util.List;

/// What the targets of a loss are: which numbers, and how many columns of them.
public sealed interface TargetKind {

    /// How many columns of targets go with so many columns of predictions.
    int columns(int predictions);

    /// A target for each prediction: n × u for u columns of predictions.
    enum Element implements TargetKind {
        /// Any number.
        NUMBER("numbers"),
        /// A count or a rate, 0 or more.
        COUNT("targets of 0 or more"),
        /// Whether something is so, 1 for "yes" and 0 for "no", or the probability of "yes" between them.
        PROBABILITY("targets in [0, 1]"),
        /// 1 for "yes", −1 for "no".
        SIGN("targets -1 or 1");

        private final String accepted;

        Element(String accepted) {
            this.accepted = accepted;
        }

        @Override
        public int columns(int predictions) {
            return predictions;
        }

        /// Whether y is a target of this kind.
        public boolean accepts(double y) {
            return switch (this) {
                case NUMBER -> true;
                case COUNT -> y >= 0 && y < Double.POSITIVE_INFINITY;
                case PROBABILITY -> y >= 0 && y <= 1;
                case SIGN -> y == 1 || y == -1;
            };
        }

        /// What [#accepts] wants, for messages, such as `targets in [0, 1]`.
        public String accepted() {
            return accepted;
        }
    }

    /// Which of K classes a sample belongs to, with a column of predictions for each class.
    enum Classes implements TargetKind {
        /// The index of the class, 0 … K−1: n × 1.
        INDEX,
        /// A probability for each class, which sum to 1: n × K.
        DISTRIBUTION,
        /// The index of the class, n × 1, or a probability for each, n × K.
        INDEX_OR_DISTRIBUTION;

        /// K for a distribution, else 1.
        @Override
        public int columns(int predictions) {
            return this == DISTRIBUTION ? predictions : 1;
        }

        /// Whether y is the index of one of so many classes.
        public static boolean isIndex(double y, int classes) {
            return y >= 0 && y < classes && y == (int) y;
        }
    }

    /// The targets of several heads side by side, of each head as many columns as its loss takes.
    record Several(List<Heads.Head> heads) implements TargetKind {

        public Several {
            heads = List.copyOf(heads);
        }

        /// The sum over the heads, which have fixed numbers of outputs.
        @Override
        public int columns(int predictions) {
            int columns = 0;
            for (int k = 0; k < heads.size(); k++) {
                columns += heads.get(k).targetColumns();
            }
            return columns;
        }
    }
}
