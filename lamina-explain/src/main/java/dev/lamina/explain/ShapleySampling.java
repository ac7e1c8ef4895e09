package dev.lamina.explain;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Shapley values from permutations of the columns: φⱼ is the mean of how far the output moves when column j
/// joins those before it (Castro, Gómez, Tejada, "Polynomial calculation of the Shapley value based on
/// sampling", 2009).
///
/// In every round each background row is walked through by a permutation of its own and by the reverse of it
/// (antithetic sampling; Mitchell, Cooper, Frank, Holmes, 2022). A walk begins at the background row and ends
/// at the row that is explained, so the moves of a round add up to the output less the base, whatever the
/// permutations. Since all background rows are in every round, the error is that of the permutations alone:
/// for B background rows and R rounds
///
///     error² = Σ_b s_b² / (R·B²)
///
/// with the variance s_b² over the rounds of what the two walks from b give.
final class ShapleySampling {

    /// Without a second one nothing is known of the error.
    static final int FEWEST_ROUNDS = 2;

    private final Game game;
    private final long seed;
    private final int share;

    /// Means and sums of squared deviations over the rounds, by background row and column (Welford).
    private final double[][] means;

    private final double[][] squares;
    private int rounds;

    private ShapleySampling(Game game, long seed) {
        this.game = game;
        this.seed = seed;
        share = Math.max(1, Mixtures.ROWS / Math.max(1, 2 * (game.columns() - 1)));
        means = new double[game.background().rows()][game.columns()];
        squares = new double[game.background().rows()][game.columns()];
    }

    /// How many rows are to be predicted in a round.
    static long evaluations(int columns, int background) {
        return 2L * background * (columns - 1);
    }

    /// Samples until no error is above the tolerance, or another round would exceed the evaluations.
    static Game.Values of(Game game, double tolerance, long evaluations, long seed) {
        ShapleySampling sampling = new ShapleySampling(game, seed);
        long perRound = evaluations(game.columns(), game.background().rows());
        double[] errors;
        do {
            sampling.round();
            errors = sampling.errors();
        } while (sampling.rounds < FEWEST_ROUNDS
                || (worst(errors) > tolerance && (sampling.rounds + 1) * perRound <= evaluations));
        return new Game.Values(
                sampling.values(),
                errors,
                2 * sampling.rounds * game.background().rows());
    }

    private static double worst(double[] errors) {
        double worst = 0;
        for (double error : errors) {
            worst = Math.max(worst, error);
        }
        return worst;
    }

    private void round() {
        int background = means.length;
        List<double[][]> shares = InParallel.map(game.threads(), Math.ceilDiv(background, share), task -> {
            int from = task * share;
            return walk(from, Math.min(background, from + share));
        });
        double[][] moves = shares.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        rounds++;
        for (int b = 0; b < background; b++) {
            for (int j = 0; j < moves[b].length; j++) {
                double off = moves[b][j] - means[b][j];
                means[b][j] += off / rounds;
                squares[b][j] += off * (moves[b][j] - means[b][j]);
            }
        }
    }

    /// For each of these background rows the moves of all columns, the mean of two walks.
    private double[][] walk(int from, int to) {
        int last = game.columns() - 1;
        int[][][] orders = new int[to - from][][];
        Mixtures mixtures = game.mixtures((to - from) * 2 * last);
        for (int b = from; b < to; b++) {
            orders[b - from] = orders(b);
            for (int[] order : orders[b - from]) {
                float[] mixture = game.backgroundRow(b);
                for (int k = 0; k < last; k++) {
                    game.join(order[k], mixture);
                    mixtures.add(mixture);
                }
            }
        }
        double[] outputs = mixtures.outputs();
        double[][] moves = new double[to - from][last + 1];
        int next = 0;
        for (int b = from; b < to; b++) {
            for (int[] order : orders[b - from]) {
                double before = game.backgroundOutputs()[b];
                for (int k = 0; k <= last; k++) {
                    double after = k == last ? game.rowOutput() : outputs[next++];
                    moves[b - from][order[k]] += (after - before) / 2;
                    before = after;
                }
            }
        }
        return moves;
    }

    /// A permutation and its reverse. A function of the seed, the round and the background row, so that a row
    /// is explained alike beside any others.
    private int[][] orders(int backgroundRow) {
        int[] order = IntStream.range(0, game.columns()).toArray();
        RandomStream.of(seed, Purpose.SHAPLEY, (long) rounds * means.length + backgroundRow)
                .shuffle(order);
        int[] reverse = IntStream.range(0, order.length)
                .map(k -> order[order.length - 1 - k])
                .toArray();
        return new int[][] {order, reverse};
    }

    private double[] values() {
        double[] values = new double[game.columns()];
        for (double[] mean : means) {
            for (int j = 0; j < values.length; j++) {
                values[j] += mean[j] / means.length;
            }
        }
        return values;
    }

    /// Zeros before the second round.
    private double[] errors() {
        double[] errors = new double[game.columns()];
        for (int j = 0; j < errors.length; j++) {
            double sum = 0;
            for (double[] square : squares) {
                sum += square[j];
            }
            errors[j] = Math.sqrt(sum / Math.max(1, rounds - 1) / rounds) / squares.length;
        }
        return errors;
    }
}
