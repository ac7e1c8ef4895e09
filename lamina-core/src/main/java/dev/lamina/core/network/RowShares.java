package dev.lamina.core.network;

import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Team;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// A network that predicts, bound to a batch in shares of its rows. Each thread of a team carries its share through all
/// layers: no row has a part in what is predicted for another, so the threads need not wait for each other between
/// layers, and a share stays nearer to its thread.
final class RowShares {

    /// Multiply-adds, rows × parameters, from which on a hand-over to other threads pays.
    private static final long WORTH_SHARING = 1L << 18;

    /// Rows of a share below which the threads lose more by copying all weights each than they gain.
    private static final int FEWEST_ROWS = 96;

    /// Rows of a share are a multiple of what the kernels take at once.
    private static final int GRAIN = 6;

    private final Team team;
    private final Frame[] shares;
    private final IntConsumer forward = this::forward;

    private RowShares(Team team, Frame[] shares) {
        this.team = team;
        this.shares = shares;
    }

    /// Binds the network to some rows of the batch.
    @FunctionalInterface
    interface Rows {

        /// The frame of the whole network.
        ///
        /// @param from the first row
        /// @param to one more than the last
        /// @param own computes the products
        Frame bind(int from, int to, Gemm own);
    }

    /// Whether a batch is to be shared: not if there may be a layer that mixes rows.
    static boolean pays(Network network, int rows, Team team) {
        return team.threads() > 1
                && rows >= team.threads() * FEWEST_ROWS
                && (long) rows * network.parameterCount() >= WORTH_SHARING
                && network.places().stream()
                        .flatMap(Place::walk)
                        .noneMatch(place -> place.layer() instanceof CustomLayer);
    }

    static RowShares of(int rows, Team team, Gemm[] gemms, Rows binding) {
        int size = Math.ceilDiv(Math.ceilDiv(rows, team.threads()), GRAIN) * GRAIN;
        Frame[] shares = new Frame[team.threads()];
        Arrays.setAll(shares, i -> binding.bind(Math.min(rows, i * size), Math.min(rows, (i + 1) * size), gemms[i]));
        return new RowShares(team, shares);
    }

    void forward() {
        team.run(forward);
    }

    private void forward(int share) {
        shares[share].forward();
    }
}
