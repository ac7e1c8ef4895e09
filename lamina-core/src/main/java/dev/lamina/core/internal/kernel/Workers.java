package dev.lamina.core.internal.kernel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A small team of threads that run the parts of one task. The caller takes part 0 and, when that is done,
/// every part that no worker has begun: a worker that sleeps, or that the system runs late, holds nobody up.
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

    /// The number of the task in the upper half, the next part that nobody has begun in the lower one: a worker
    /// that wakes up late cannot take a part of another task than it saw.
    private final AtomicLong next;

    /// Parts that workers have done, of the current task.
    private final AtomicInteger done = new AtomicInteger();

    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private @Nullable Task task;

    private Workers(int threads) {
        next = new AtomicLong(threads);
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

    /// Runs all parts, as many as threads, and returns when the last is done. An exception of part 0 is
    /// thrown as it is.
    ///
    /// @throws IllegalStateException if another part failed, or after [#close]
    public void run(Task task) {
        if (closed) {
            throw new IllegalStateException("this team of workers is closed");
        }
        this.task = task;
        failure = null;
        done.set(0);
        next.set((((next.get() >>> Integer.SIZE) + 1) << Integer.SIZE) + 1);
        for (Worker helper : helpers) {
            helper.wake();
        }
        try {
            task.run(0, threads());
        } finally {
            while (runNext()) {}
            while (done.get() < helpers.length) {
                Thread.onSpinWait();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a part failed: " + thrown, thrown);
        }
    }

    private boolean workLeft() {
        return (int) next.get() < threads();
    }

    /// Takes the next part and runs it.
    ///
    /// @return false if all have been begun
    private boolean runNext() {
        long seen = next.get();
        while ((int) seen < threads()) {
            if (next.compareAndSet(seen, seen + 1)) {
                runPart((int) seen);
                return true;
            }
            seen = next.get();
        }
        return false;
    }

    private void runPart(int part) {
        try {
            Objects.requireNonNull(task).run(part, threads());
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            done.incrementAndGet();
        }
    }

    /// Ends the threads; the team can run nothing afterwards.
    @Override
    public void close() {
        closed = true;
        for (Worker helper : helpers) {
            helper.wake();
        }
    }

    private final class Worker extends Thread {

        private volatile boolean parked;

        Worker(int number) {
            super("lamina-worker-" + number);
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int spins = 0;
            while (!closed) {
                if (runNext()) {
                    spins = 0;
                } else if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    park();
                    spins = 0;
                }
            }
        }

        /// Until the next task, or for no reason: who wakes up too late for a task spins for the one after.
        private void park() {
            parked = true;
            if (!workLeft() && !closed) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }
}
