package dev.lamina.benchmark.lamina;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads that do the parts of a long task at the same time.
final class Team implements AutoCloseable {

    private final ExecutorService pool;
    private final int threads;

    Team(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads);
    }

    /// A part of a task.
    @FunctionalInterface
    interface Part {
        double run(int part, int parts);
    }

    /// Runs all parts.
    ///
    /// @return the sum of their results
    double run(Part part) {
        List<Callable<Double>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            parts.add(() -> part.run(number, threads));
        }
        try {
            double sum = 0;
            for (Future<Double> result : pool.invokeAll(parts)) {
                sum += result.get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
