package dev.lamina.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Shapley values by their definition, from all coalitions S of d columns (Shapley, "A value for n-person
/// games", 1953):
///
///     φⱼ = Σ over S without j of |S|!·(d − |S| − 1)!/d! · (v(S ∪ {j}) − v(S))
final class ShapleyEnumeration {

    private static final int MOST_COLUMNS = 25;

    private ShapleyEnumeration() {}

    /// How many rows are to be predicted.
    static long evaluations(int columns, int background) {
        return columns > MOST_COLUMNS ? Long.MAX_VALUE : (long) background << columns;
    }

    static Game.Values of(Game game) {
        int columns = game.columns();
        double[] worths = worths(game);
        double[] weights = weights(columns);
        double[] values = new double[columns];
        for (int coalition = 0; coalition < worths.length; coalition++) {
            for (int column = 0; column < columns; column++) {
                if ((coalition >> column & 1) == 0) {
                    values[column] += weights[Integer.bitCount(coalition)]
                            * (worths[coalition | 1 << column] - worths[coalition]);
                }
            }
        }
        return new Game.Values(values, new double[columns], 0);
    }

    /// |S|!·(d − |S| − 1)!/d! for |S| = 0 … d − 1.
    private static double[] weights(int columns) {
        double[] weights = new double[columns];
        weights[0] = 1.0 / columns;
        for (int size = 1; size < columns; size++) {
            weights[size] = weights[size - 1] * size / (columns - size);
        }
        return weights;
    }

    /// What each coalition is worth; bit j of its number says whether column j is in it.
    private static double[] worths(Game game) {
        int coalitions = 1 << game.columns();
        int background = game.background().rows();
        int share = Math.max(1, Mixtures.ROWS / background);
        List<double[]> shares = InParallel.map(game.threads(), Math.ceilDiv(coalitions, share), task -> {
            int from = task * share;
            int to = Math.min(coalitions, from + share);
            Mixtures mixtures = game.mixtures((to - from) * background);
            for (int coalition = from; coalition < to; coalition++) {
                for (int i = 0; i < background; i++) {
                    mixtures.add(mixture(game, coalition, i));
                }
            }
            double[] outputs = mixtures.outputs();
            return IntStream.range(0, to - from)
                    .mapToDouble(i -> Game.mean(Arrays.copyOfRange(outputs, i * background, (i + 1) * background)))
                    .toArray();
        });
        return shares.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static float[] mixture(Game game, int coalition, int backgroundRow) {
        float[] mixture = game.backgroundRow(backgroundRow);
        for (int column = 0; column < game.columns(); column++) {
            if ((coalition >> column & 1) == 1) {
                game.join(column, mixture);
            }
        }
        return mixture;
    }
}
