package dev.lamina.core.internal.kernel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A small team of threads that run the parts of one task: the caller takes part 0, each worker one more.
///
/// Workers spin for some microseconds after a task, since the next one of a training step follows at once, and
/// then park, so that an idle program costs nothing. [#run] is for one thread at a time and allocates nothing.
public final class Workers implements AutoCloseable {

    /// What a team runs; called once for each part, at the same time, on different threads.
    @FunctionalInterface
    public interface Task {
        void run(int part, int parts);
    }

    /// About 20 µs on current machines: longer than the gap between two products of a step.
    private static final int SPINS = 2_000;

    private final Worker[] helpers;
    private @Nullable Task task;
    private boolean closed;

    private Workers(int threads) {
        helpers = new Worker[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Worker(i + 1);
            helpers[i].start();
        }
    }

    /// A team of so many threads.
    ///
    /// @param threads at least 1, the caller included
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more");
        }
        return new Workers(threads);
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// Runs all parts and returns when the last is done. An exception of any part is thrown here, the caller's
    /// own one first.
    ///
    /// @throws IllegalStateException if a worker's part failed, or after [#close]
    public void run(Task task) {
        if (closed) {
            throw new IllegalStateException("this team of workers is closed");
        }
        int parts = threads();
        this.task = task;
        for (Worker helper : helpers) {
            helper.begin();
        }
        try {
            task.run(0, parts);
        } finally {
            for (Worker helper : helpers) {
                helper.await();
            }
        }
        for (Worker helper : helpers) {
            helper.throwFailure();
        }
    }

    /// Ends the threads; the team can run nothing afterwards.
    @Override
    public void close() {
        closed = true;
        for (Worker helper : helpers) {
            helper.end();
        }
    }

    private final class Worker extends Thread {

        private final int part;
        /// Tasks begun and tasks done: the worker has work while they differ. Each has one writer.
        private volatile int begun;

        private volatile int done;
        private volatile boolean parked;
        private volatile boolean ended;
        private @Nullable Throwable failure;

        Worker(int part) {
            super("lamina-worker-" + part);
            this.part = part;
            setDaemon(true);
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the thread that owns the team
        void begin() {
            begun++;
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        void await() {
            while (done != begun) {
                Thread.onSpinWait();
            }
        }

        void throwFailure() {
            Throwable thrown = failure;
            if (thrown != null) {
                throw new IllegalStateException("a worker thread failed: " + thrown, thrown);
            }
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            int spins = 0;
            while (!ended) {
                if (done == begun) {
                    if (++spins < SPINS) {
                        Thread.onSpinWait();
                    } else {
                        parkUntilBegun();
                        spins = 0;
                    }
                    continue;
                }
                spins = 0;
                runPart();
            }
        }

        private void parkUntilBegun() {
            parked = true;
            while (done == begun && !ended) {
                LockSupport.park(this);
            }
            parked = false;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: this worker
        private void runPart() {
            failure = null;
            try {
                Task current = task;
                if (current != null) {
                    current.run(part, threads());
                }
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                done++;
            }
        }
    }
}
