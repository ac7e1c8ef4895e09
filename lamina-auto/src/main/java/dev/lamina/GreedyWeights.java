package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Chooses how much each of several predictions counts in their mean: begins with none and adds, again and
/// again, the one that makes the mean best, also one that is in it already. What was best in the end are the
/// weights: the share of picks.
///
/// Source: Caruana, Niculescu-Mizil, Crew, Ksikes, "Ensemble selection from libraries of models" (ICML 2004).
final class GreedyWeights {

    private static final int MOST_PICKS = 25;

    private GreedyWeights() {}

    /// The weights, 0 or more for each prediction, 1 in all.
    ///
    /// @param predictions of the same rows, all of one shape
    /// @param sizes what each of them takes of the room that there is; the first pick may take more
    /// @param room for all that have a weight
    /// @param cost of a prediction, lower is better; NaN never wins
    static double[] of(List<Matrix> predictions, int[] sizes, int room, ToDoubleFunction<Matrix> cost) {
        Matrix first = predictions.getFirst();
        double[] sum = new double[first.rows() * first.columns()];
        Matrix mean = Matrix.zeros(first.rows(), first.columns());
        List<Integer> picks = new ArrayList<>();
        int left = room;
        double best = Double.POSITIVE_INFINITY;
        int bestPicks = 1;
        for (int pick = 1; pick <= MOST_PICKS; pick++) {
            int chosen = 0;
            double lowest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < predictions.size(); i++) {
                if (pick > 1 && !picks.contains(i) && sizes[i] > left) {
                    continue;
                }
                setMean(sum, predictions.get(i), pick, mean);
                double candidate = cost.applyAsDouble(mean);
                if (candidate < lowest) {
                    lowest = candidate;
                    chosen = i;
                }
            }
            left -= picks.contains(chosen) ? 0 : sizes[chosen];
            picks.add(chosen);
            add(predictions.get(chosen), sum);
            if (lowest < best) {
                best = lowest;
                bestPicks = pick;
            }
        }
        double[] weights = new double[predictions.size()];
        picks.subList(0, bestPicks).forEach(chosen -> weights[chosen]++);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= bestPicks;
        }
        return weights;
    }

    /// mean = (sum + next) / count.
    private static void setMean(double[] sum, Matrix next, int count, Matrix mean) {
        int at = 0;
        for (int i = 0; i < next.rows(); i++) {
            for (int j = 0; j < next.columns(); j++) {
                mean.set(i, j, (float) ((sum[at++] + next.get(i, j)) / count));
            }
        }
    }

    private static void add(Matrix next, double[] sum) {
        int at = 0;
        for (int i = 0; i < next.rows(); i++) {
            for (int j = 0; j < next.columns(); j++) {
                sum[at++] += next.get(i, j);
            }
        }
    }
}
