package dev.lamina.core.matrix;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A team of threads, the caller's among them, that share the work on matrix products ([Gemm]) and on the updates of
/// optimizers.
///
/// A task has as many parts as the team has threads. The caller takes part 0 and, when that is done, every part that no
/// worker has begun: a worker that sleeps, or that the system runs late, holds nobody up. Workers spin for some
/// microseconds after a task, since the next one of a training step follows at once, and then park, so that an idle
/// program costs nothing.
///
/// One thread at a time may give it work, another one meanwhile gets an [IllegalStateException]; it allocates nothing.
/// Its workers are daemon threads, which [#close] ends;
/// a team of one thread has none and need not be closed.
public final class Team implements AutoCloseable {

    /// About 20 µs on current machines: longer than the gap between two products of a step.
    private static final int SPINS = 2_000;

    /// Rows of a share are a multiple of what the kernels take at once.
    private static final int ROW_GRAIN = 2;

    /// More than any machine gains from, and few enough to be started.
    public static final int MOST_THREADS = 1024;

    private final Worker[] helpers;
    private final AtomicBoolean busy = new AtomicBoolean();

    /// The number of the task in the upper half, the next part that nobody has begun in the lower one: a worker
    /// that wakes up late cannot take a part of another task than it saw.
    private final AtomicLong next;

    /// Parts that workers have done, of the current task.
    private final AtomicInteger done = new AtomicInteger();

    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private @Nullable IntConsumer task;

    /// @param starter starts a thread; tests put one in its place that fails
    Team(int threads, Consumer<Thread> starter) {
        checkThreads(threads);
        next = new AtomicLong(threads);
        helpers = new Worker[threads - 1];
        Arrays.setAll(helpers, i -> new Worker(i + 1));
        int started = 1;
        try {
            for (; started < threads; started++) {
                starter.accept(helpers[started - 1]);
            }
        } catch (OutOfMemoryError | RuntimeException e) {
            close();
            throw new IllegalArgumentException(
                    "of " + threads + " threads only " + started + " could be started (" + e.getMessage()
                            + "); ask for fewer",
                    e);
        }
    }

    /// A team of so many threads.
    ///
    /// @param threads 1 to 1,024, the caller's included
    /// @throws IllegalArgumentException if it is out of this range, or the system starts fewer, which then end
    public static Team of(int threads) {
        return new Team(threads, Thread::start);
    }

    /// Refuses a number of threads that no team has.
    ///
    /// @throws IllegalArgumentException if it is not 1 to 1,024
    public static void checkThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads is " + threads + ", expected " + (threads < 1 ? "1 or more" : MOST_THREADS + " or fewer"));
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// The first of so many rows that a part takes where the rows of a matrix are shared, by products and by updates of
    /// what they computed.
    ///
    /// @param part 0 to [#threads]; the last one is beyond all rows
    public int firstRow(int rows, int part) {
        return Math.min(rows, part * share(rows, threads(), ROW_GRAIN));
    }

    /// Enough for so many threads to cover `count`: a multiple of the grain.
    static int share(int count, int threads, int grain) {
        return Math.ceilDiv(Math.ceilDiv(count, threads), grain) * grain;
    }

    /// Nearly equal for so many threads, the last of which gets what is left: a multiple of the grain.
    static int nearestShare(int count, int threads, int grain) {
        return Math.max(1, (count + threads * grain / 2) / (threads * grain)) * grain;
    }

    /// Runs all parts, 0 … [#threads] − 1, and returns when the last is done. A thread may run several. An exception of
    /// part 0 is thrown as it is.
    ///
    /// @throws IllegalStateException if another part failed, or after [#close]
    public void run(IntConsumer task) {
        if (closed) {
            throw new IllegalStateException("this team of workers is closed");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("this team works for another thread; give each thread its own");
        }
        this.task = task;
        failure = null;
        done.set(0);
        next.set((((next.get() >>> Integer.SIZE) + 1) << Integer.SIZE) + 1);
        for (Worker helper : helpers) {
            helper.wake();
        }
        try {
            task.accept(0);
        } finally {
            while (runNext()) {}
            while (done.get() < helpers.length) {
                Thread.onSpinWait();
            }
            busy.setRelease(false);
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
            Objects.requireNonNull(task).accept(part);
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
