package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.TemperatureScaling;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.model.ProbabilityMap.Identity;
import dev.lamina.model.ProbabilityMap.Temperature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Chooses among the kinds of [ProbabilityMap] by cross-fitting on the held-out rows.
final class ProbabilityMapFit {

    private static final int FOLDS = 5;

    /// How many standard errors of its mean a gain must exceed.
    private static final double ERRORS = 2;

    private static final int LEAST_ROWS = 100;
    private static final int ISOTONIC_ROWS = 2000;

    /// For vector scaling: rows for each class, and classes at most, since a step costs their number cubed.
    private static final int ROWS_PER_CLASS = 100;

    private static final int MOST_CLASSES = 30;

    private interface Kind {

        ProbabilityMap fit(Matrix probabilities, Matrix classes, float[] weights);
    }

    /// The held-out rows, and as the last one half a mistake more than they show: a row of middling certainty whose
    /// second class is right, which keeps rows without mistakes from promising that there are none.
    private final Matrix probabilities;

    private final Matrix classes;
    private final float[] weights;

    ProbabilityMapFit(Matrix probabilities, Matrix classes, float @Nullable [] weights) {
        int rows = probabilities.rows();
        this.probabilities = Matrix.zeros(rows + 1, probabilities.columns());
        this.probabilities.rows(0, rows).copyFrom(probabilities);
        this.classes = Matrix.zeros(rows + 1, 1);
        this.classes.rows(0, rows).copyFrom(classes);
        this.weights = new float[rows + 1];
        double total = 0;
        for (int i = 0; i < rows; i++) {
            this.weights[i] = weights == null ? 1 : weights[i];
            total += this.weights[i];
        }
        if (rows > 0) {
            Matrix middling = this.probabilities.rows(rows, rows + 1);
            int row = middling(probabilities);
            middling.copyFrom(probabilities.rows(row, row + 1));
            this.classes.set(rows, 0, second(middling));
            this.weights[rows] = (float) (total / rows / 2);
        }
    }

    /// The row whose largest probability is the median of the rows'.
    private static int middling(Matrix probabilities) {
        return IntStream.range(0, probabilities.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities.get(i, Outputs.largest(probabilities, i))))
                .toList()
                .get(probabilities.rows() / 2);
    }

    /// The second most probable class.
    private static int second(Matrix row) {
        int largest = Outputs.largest(row, 0);
        int second = largest == 0 ? 1 : 0;
        for (int j = 0; j < row.columns(); j++) {
            if (j != largest && row.get(0, j) > row.get(0, second)) {
                second = j;
            }
        }
        return second;
    }

    ProbabilityMap best() {
        int rows = probabilities.rows() - 1;
        int columns = probabilities.columns();
        Kind best = (_, _, _) -> new Identity();
        if (rows < LEAST_ROWS) {
            return new Identity();
        }
        double[] losses = losses(probabilities);
        List<Kind> kinds = new ArrayList<>();
        kinds.add((p, c, w) -> new Temperature(TemperatureScaling.fit(p, c, w).temperature()));
        if (columns <= MOST_CLASSES && rows >= ROWS_PER_CLASS * columns) {
            kinds.add((p, c, w) -> new VectorFit(p, c, w).best());
        }
        if (columns == 2 && rows >= ISOTONIC_ROWS) {
            kinds.add(IsotonicFit::of);
        }
        int[] folds = folds(rows + 1);
        for (Kind kind : kinds) {
            double[] its = crossFitted(kind, folds);
            if (gains(losses, its)) {
                best = kind;
                losses = its;
            }
        }
        return best.fit(probabilities, classes, weights);
    }

    /// Whether the mean of the differences is above 0 by more than chance explains. The mistake that none of the rows
    /// made has part in the mean, not in the chance.
    private boolean gains(double[] before, double[] after) {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            total += weights[i];
            sum += weights[i] * (before[i] - after[i]);
        }
        double mean = sum / total;
        double squares = 0;
        for (int i = 0; i < before.length - 1; i++) {
            double deviation = weights[i] * (before[i] - after[i] - mean);
            squares += deviation * deviation;
        }
        return mean > ERRORS * Math.sqrt(squares) / total;
    }

    /// The loss of every row under a map that was fitted on the rows of the other folds.
    private double[] crossFitted(Kind kind, int[] folds) {
        Matrix mapped = Matrix.zeros(probabilities.rows(), probabilities.columns());
        mapped.copyFrom(probabilities);
        for (int fold = 0; fold < FOLDS; fold++) {
            ProbabilityMap map = fitted(kind, folds, fold);
            for (int i = 0; i < folds.length; i++) {
                if (folds[i] == fold) {
                    map.apply(mapped.data(), mapped.rowOffset(i), mapped.columns());
                }
            }
        }
        return losses(mapped);
    }

    private ProbabilityMap fitted(Kind kind, int[] folds, int without) {
        int count = 0;
        for (int fold : folds) {
            count += fold == without ? 0 : 1;
        }
        Matrix p = Matrix.zeros(count, probabilities.columns());
        Matrix c = Matrix.zeros(count, 1);
        float[] w = new float[count];
        int at = 0;
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] != without) {
                p.rows(at, at + 1).copyFrom(probabilities.rows(i, i + 1));
                c.set(at, 0, classes.get(i, 0));
                w[at++] = weights[i];
            }
        }
        return kind.fit(p, c, w);
    }

    private double[] losses(Matrix p) {
        double[] losses = new double[p.rows()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -ProbabilityMap.logOf(p.get(i, (int) classes.get(i, 0)));
        }
        return losses;
    }

    /// Folds of equal size in a random order, the same for as many rows.
    private static int[] folds(int rows) {
        RandomStream random = RandomStream.of(0, Purpose.SPLIT, 0);
        int[] folds = new int[rows];
        for (int i = 0; i < rows; i++) {
            int other = random.nextInt(i + 1);
            folds[i] = folds[other];
            folds[other] = i % FOLDS;
        }
        return folds;
    }
}
