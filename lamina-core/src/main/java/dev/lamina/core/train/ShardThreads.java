package dev.lamina.core.train;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Team;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Who computes the shards that are here: with as many shards as threads or more, each thread some of them by itself;
/// with fewer, all threads one shard after the other. The bits are the same.
final class ShardThreads {

    private final Team team;
    private final Gemm[] gemms;
    private final boolean sideBySide;
    private final @Nullable RuntimeException[] failures;

    ShardThreads(Team team, ShardExchange exchange) {
        this.team = team;
        int shards = exchange.end() - exchange.first();
        sideBySide = team.threads() > 1 && shards >= team.threads();
        gemms = new Gemm[shards];
        Gemm shared = Gemm.on(team);
        Arrays.setAll(gemms, _ -> sideBySide ? Gemm.onOneThread() : shared);
        failures = new RuntimeException[shards];
    }

    /// Computes the products of the shard that is number `i` of those here.
    Gemm gemm(int i) {
        return gemms[i];
    }

    /// Calls the work once for each shard that is here, with its number among them. Of several failures the first
    /// shard's is thrown.
    void each(IntConsumer work) {
        if (!sideBySide) {
            for (int i = 0; i < gemms.length; i++) {
                work.accept(i);
            }
            return;
        }
        Arrays.fill(failures, null);
        team.run(part -> {
            for (int i = part; i < gemms.length; i += team.threads()) {
                try {
                    work.accept(i);
                } catch (RuntimeException e) {
                    failures[i] = e;
                }
            }
        });
        for (RuntimeException failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
