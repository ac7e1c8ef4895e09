package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SideBySideTest {

    private static final List<Integer> MEMBERS = IntStream.range(0, 7).boxed().toList();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void resultsAreInTheOrderOfTheMembers() {
        for (int threads = 1; threads <= 8; threads++) {
            assertThat(new SideBySide(threads).run(MEMBERS, member -> "r" + member))
                    .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
        }
    }

    @Test
    void asManyAreTrainedAtATimeAsThereAreThreads() {
        CountDownLatch all = new CountDownLatch(3);
        List<Boolean> met = new SideBySide(3).run(List.of(1, 2, 3), member -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                return false;
            }
            return true;
        });

        assertThat(met).containsExactly(true, true, true);
    }

    @Test
    void oneThreadIsTheCallers() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new SideBySide(1).run(MEMBERS, member -> threads.add(Thread.currentThread()));
        new SideBySide(4).run(List.of(1), member -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void threadsAreSharedByFewMembers() {
        assertThat(new SideBySide(8).threadsEach(3)).isEqualTo(2);
        assertThat(new SideBySide(2).threadsEach(8)).isEqualTo(1);
        assertThat(new SideBySide(4).threadsEach(1)).isEqualTo(4);
    }

    @Test
    void theFirstMemberThatFailsIsToldAfterAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() -> new SideBySide(3).run(MEMBERS, member -> {
                    if (member == 2 || member == 5) {
                        throw new IllegalArgumentException("member " + member);
                    }
                    return ended.incrementAndGet();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("member 2");
        assertThat(ended).hasValue(5);
        assertThatThrownBy(() -> new SideBySide(2).run(MEMBERS, member -> {
                    throw new AssertionError("error");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("error");
    }

    /// The members wait for the interrupt, which the caller gets while it waits for them.
    @Test
    void anInterruptReachesTheMembersAndStaysWithTheCaller() {
        for (int threads : new int[] {1, 2}) {
            SideBySide cores = new SideBySide(threads);
            Thread caller = Thread.currentThread();
            List<Boolean> told = cores.run(List.of(1, 2, 3), member -> {
                caller.interrupt();
                while (!cores.interrupted()) {
                    Thread.onSpinWait();
                }
                return true;
            });

            assertThat(told).containsExactly(true, true, true);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
