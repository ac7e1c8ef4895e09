package dev.lamina.explain;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Work that falls into numbered tasks, none of which depends on another.
final class InParallel {

    private InParallel() {}

    /// The results of the tasks in their order, whichever is done first.
    ///
    /// @param task of a number from 0 on; called on several threads
    /// @throws RuntimeException that a task threw, after all have ended
    static <R> List<R> map(int threads, int tasks, IntFunction<R> task) {
        if (threads == 1 || tasks == 1) {
            return IntStream.range(0, tasks).mapToObj(task).toList();
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(
                Math.min(threads, Math.max(1, tasks)),
                Thread.ofPlatform().name("lamina-explain-", 0).factory())) {
            List<CompletableFuture<R>> results = IntStream.range(0, tasks)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> task.apply(i), executor))
                    .toList();
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
