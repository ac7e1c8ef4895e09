package dev.lamina.explain;

import dev.lamina.data.FittedTarget;
import dev.lamina.model.Predictions;

/// A goal as it is for one row: whether a prediction has reached it, and how near it comes.
sealed interface Aim {

    /// For the row with this prediction as it is.
    static Aim of(Goal goal, Predictions predictions, int row) {
        return switch (goal) {
            case Goal.AnotherLabel() -> new From(predictions.labels().indexOf(predictions.label(row)));
            case Goal.Label(String label) -> new To(((FittedTarget.Labels) predictions.target()).indexOf(label));
            case Goal.Reach(double value) -> new Reach(value, predictions.value(row) < value);
        };
    }

    boolean isReached(Predictions predictions, int row);

    /// Rises with how near the prediction is to the goal.
    double nearness(Predictions predictions, int row);

    /// Away from a label.
    record From(int label) implements Aim {

        @Override
        public boolean isReached(Predictions predictions, int row) {
            return !predictions.label(row).equals(predictions.labels().get(label));
        }

        @Override
        public double nearness(Predictions predictions, int row) {
            return greatestOther(predictions, row, label) - predictions.probability(row, label);
        }
    }

    /// Towards a label.
    record To(int label) implements Aim {

        @Override
        public boolean isReached(Predictions predictions, int row) {
            return predictions.label(row).equals(predictions.labels().get(label));
        }

        @Override
        public double nearness(Predictions predictions, int row) {
            return predictions.probability(row, label) - greatestOther(predictions, row, label);
        }
    }

    /// Towards a value, upwards or downwards.
    record Reach(double value, boolean up) implements Aim {

        @Override
        public boolean isReached(Predictions predictions, int row) {
            return up ? predictions.value(row) >= value : predictions.value(row) <= value;
        }

        @Override
        public double nearness(Predictions predictions, int row) {
            return up ? predictions.value(row) : -predictions.value(row);
        }
    }

    private static double greatestOther(Predictions predictions, int row, int label) {
        double greatest = 0;
        for (int other = 0; other < predictions.labels().size(); other++) {
            if (other != label) {
                greatest = Math.max(greatest, predictions.probability(row, other));
            }
        }
        return greatest;
    }
}
