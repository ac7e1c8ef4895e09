package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The time limit catches a lost wake-up, which would hang.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyPartRunsOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            AtomicIntegerArray calls = new AtomicIntegerArray(threads);
            workers.run((part, parts) -> {
                assertThat(parts).isEqualTo(threads);
                calls.incrementAndGet(part);
            });
            assertThat(workers.threads()).isEqualTo(threads);
            assertThat(calls.toString()).isEqualTo(new AtomicIntegerArray(ones(threads)).toString());
        }
    }

    @Test
    void manySmallRunsLoseNothing() {
        int runs = 5_000;
        long[] sums = new long[3 * 8];
        try (Workers workers = Workers.of(3)) {
            for (int run = 0; run < runs; run++) {
                int addend = run;
                workers.run((part, parts) -> sums[part * 8] += addend);
            }
        }
        long expected = (long) runs * (runs - 1) / 2;
        assertThat(new long[] {sums[0], sums[8], sums[16]}).containsOnly(expected);
    }

    @Test
    void parkedWorkersWakeUp() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (Workers workers = Workers.of(2)) {
            for (int run = 0; run < 20; run++) {
                workers.run((part, parts) -> calls.incrementAndGet());
                Thread.sleep(2);
            }
        }
        assertThat(calls).hasValue(40);
    }

    @Test
    void anotherPartsExceptionReachesTheCaller() {
        try (Workers workers = Workers.of(2)) {
            ArithmeticException thrown = new ArithmeticException("by zero");
            assertThatThrownBy(() -> workers.run((part, parts) -> {
                        if (part == 1) {
                            throw thrown;
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a part failed: java.lang.ArithmeticException: by zero")
                    .hasCause(thrown);
        }
    }

    @Test
    void theCallersOwnExceptionComesOutAsItIsAfterAllPartsEnded() {
        AtomicInteger ended = new AtomicInteger();
        try (Workers workers = Workers.of(3)) {
            ArithmeticException thrown = new ArithmeticException("by zero");
            assertThatThrownBy(() -> workers.run((part, parts) -> {
                        if (part == 0) {
                            throw thrown;
                        }
                        ended.incrementAndGet();
                    }))
                    .isSameAs(thrown);
            assertThat(ended).hasValue(2);
        }
    }

    @Test
    void theCallerTakesThePartsThatNobodyBegins() {
        Thread caller = Thread.currentThread();
        AtomicInteger byCaller = new AtomicInteger();
        try (Workers workers = Workers.of(2)) {
            for (int run = 0; run < 2_000 && byCaller.get() == 0; run++) {
                workers.run((part, parts) -> {
                    if (part == 1 && Thread.currentThread() == caller) {
                        byCaller.incrementAndGet();
                    }
                });
                LockSupport.parkNanos(500_000);
            }
        }
        assertThat(byCaller)
                .as("a parked worker wakes up later than the caller ends")
                .hasPositiveValue();
    }

    @Test
    void aFailureDoesNotReachTheNextRun() {
        try (Workers workers = Workers.of(3)) {
            assertThatThrownBy(() -> workers.run((part, parts) -> {
                        throw new IllegalArgumentException("part " + part);
                    }))
                    .hasMessage("part 0");
            assertThatCode(() -> workers.run((part, parts) -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void closeEndsTheThreads() throws InterruptedException {
        Workers workers = Workers.of(2);
        Thread caller = Thread.currentThread();
        AtomicReference<@Nullable Thread> helper = new AtomicReference<>();
        workers.run((part, parts) -> {
            if (Thread.currentThread() != caller) {
                helper.set(Thread.currentThread());
            } else {
                while (helper.get() == null) {
                    Thread.onSpinWait();
                }
            }
        });
        Thread worker = Objects.requireNonNull(helper.get());
        assertThat(worker.isDaemon()).isTrue();
        workers.close();
        worker.join();
    }

    @Test
    void aClosedTeamRefusesToRun() {
        Workers workers = Workers.of(2);
        workers.close();
        assertThatThrownBy(() -> workers.run((part, parts) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this team of workers is closed");
    }

    @Test
    void aTeamNeedsAThread() {
        assertThatThrownBy(() -> Workers.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0, expected 1 or more");
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
