package dev.lamina;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Trains the members of a model on the cores: as many at a time as there are threads, each on one thread, or
/// where there are fewer members than threads each on an equal share. No member's result depends on it.
final class SideBySide {

    private final int threads;
    private volatile boolean interrupted;

    /// @param threads 1 or more
    SideBySide(int threads) {
        this.threads = threads;
    }

    /// Whether the thread that waits for the results was interrupted, so that the work is to end soon.
    boolean interrupted() {
        return interrupted || Thread.currentThread().isInterrupted();
    }

    /// How many threads each of so many members gets.
    int threadsEach(int members) {
        return Math.max(1, threads / Math.max(1, members));
    }

    /// Does the work for every member and gives the results in the order of the members.
    ///
    /// @param work of a member; ends by itself once [#interrupted]
    /// @throws RuntimeException that the work of the first member threw that failed, after all have ended
    <M, R> List<R> run(List<M> members, Function<M, R> work) {
        if (threads == 1 || members.size() == 1) {
            return members.stream().map(work).toList();
        }
        List<Future<R>> futures = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                Math.min(threads, members.size()),
                Thread.ofPlatform().name("lamina-member-", 0).factory())) {
            members.forEach(member -> futures.add(executor.submit(() -> work.apply(member))));
            List<R> results = new ArrayList<>();
            futures.forEach(future -> results.add(await(future)));
            return results;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits also while the thread is interrupted: the work sees that and ends.
    private <R> R await(Future<R> future) {
        while (true) {
            try {
                return future.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
