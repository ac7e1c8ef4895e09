package dev.lamina.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
class TeamTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyPartRunsOnce(int threads) {
        try (Team team = Team.of(threads)) {
            AtomicIntegerArray calls = new AtomicIntegerArray(threads);
            team.run(calls::incrementAndGet);
            assertThat(team.threads()).isEqualTo(threads);
            assertThat(calls.toString()).isEqualTo(new AtomicIntegerArray(ones(threads)).toString());
        }
    }

    @Test
    void manySmallRunsLoseNothing() {
        int runs = 5_000;
        long[] sums = new long[3 * 8];
        try (Team team = Team.of(3)) {
            for (int run = 0; run < runs; run++) {
                int addend = run;
                team.run(part -> sums[part * 8] += addend);
            }
        }
        long expected = (long) runs * (runs - 1) / 2;
        assertThat(new long[] {sums[0], sums[8], sums[16]}).containsOnly(expected);
    }

    @Test
    void parkedWorkersWakeUp() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (Team team = Team.of(2)) {
            for (int run = 0; run < 20; run++) {
                team.run(part -> calls.incrementAndGet());
                Thread.sleep(2);
            }
        }
        assertThat(calls).hasValue(40);
    }

    @Test
    void anotherPartsExceptionReachesTheCaller() {
        try (Team team = Team.of(2)) {
            ArithmeticException thrown = new ArithmeticException("by zero");
            assertThatThrownBy(() -> team.run(part -> {
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
        try (Team team = Team.of(3)) {
            ArithmeticException thrown = new ArithmeticException("by zero");
            assertThatThrownBy(() -> team.run(part -> {
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
        try (Team team = Team.of(2)) {
            for (int run = 0; run < 2_000 && byCaller.get() == 0; run++) {
                team.run(part -> {
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
        try (Team team = Team.of(3)) {
            assertThatThrownBy(() -> team.run(part -> {
                        throw new IllegalArgumentException("part " + part);
                    }))
                    .hasMessage("part 0");
            assertThatCode(() -> team.run(part -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void closeEndsTheThreads() throws InterruptedException {
        Team team = Team.of(2);
        Thread caller = Thread.currentThread();
        AtomicReference<@Nullable Thread> helper = new AtomicReference<>();
        team.run(part -> {
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
        team.close();
        worker.join();
    }

    @Test
    void aClosedTeamRefusesToRun() {
        Team team = Team.of(2);
        team.close();
        assertThatThrownBy(() -> team.run(part -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this team of workers is closed");
    }

    @Test
    void aTeamNeedsAThread() {
        assertThatThrownBy(() -> Team.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0, expected 1 or more");
    }

    @Test
    void aTeamHasABound() {
        assertThatThrownBy(() -> Team.of(100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 100000, expected 1024 or fewer");
    }

    @Test
    void aFailedStartLeavesNoThreadBehind() throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        assertThatThrownBy(() -> new Team(8, worker -> {
                    if (started.size() == 5) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    worker.start();
                    started.add(worker);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of 8 threads only 6 could be started (unable to create native thread); ask for fewer");
        for (Thread worker : started) {
            worker.join();
        }
        assertThat(started).hasSize(5);
    }

    @Test
    void aSecondThreadIsRefusedWhileATaskRuns() throws InterruptedException {
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
        try (Team team = Team.of(2)) {
            Thread second = new Thread(() -> {
                try {
                    team.run(part -> {});
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            });
            team.run(part -> {
                if (part == 0) {
                    second.start();
                    try {
                        second.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertThat(refused.get()).hasMessage("this team works for another thread; give each thread its own");
            assertThatCode(() -> team.run(part -> {})).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64, 65, 1000})
    void sharesOfRowsFollowEachOtherToTheLast(int rows) {
        for (int threads : new int[] {1, 2, 3}) {
            try (Team team = Team.of(threads)) {
                assertThat(team.firstRow(rows, 0)).isZero();
                for (int part = 0; part < threads; part++) {
                    assertThat(team.firstRow(rows, part + 1))
                            .isBetween(team.firstRow(rows, part), rows)
                            .matches(row -> row % 2 == 0 || row == rows);
                }
                assertThat(team.firstRow(rows, threads)).isEqualTo(rows);
            }
        }
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
