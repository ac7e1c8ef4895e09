package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A step allocates nothing once the just-in-time compiler has seen it. In a JVM of its own: what a compiler makes of a
/// step depends on all that it saw before, here the other tests in an order of their own.
///
/// One JVM of some hundred keeps a few vectors on the heap for its whole life, most often on a busy machine (decision
/// record 3). What the code itself allocates shows in every JVM, so it is the best of three that counts.
class AllocationTest {

    private static final int JVMS = 3;

    /// A matrix: header, array, four numbers, panels.
    private static final long WINDOW_BYTES = 48;

    @Test
    void aTrainingStepAllocatesNothingOnceWarm() throws IOException, InterruptedException, URISyntaxException {
        assertThat(bytes("networks", 0)).as("bytes in the last steps").isZero();
    }

    @Test
    void headsAllocateTheirWindowsAndNothingElse() throws IOException, InterruptedException, URISyntaxException {
        long windows = 2 * 3 * WINDOW_BYTES * AllocatedBytes.STEPS;
        assertThat(bytes("heads", windows)).as("bytes in the last steps").isLessThanOrEqualTo(windows);
    }

    @Test
    void keepingTheLastEpochSavesTheCopyOfTheBest() throws IOException, InterruptedException, URISyntaxException {
        assertThat(OwnJvm.run(List.of("-Dlamina.kernels=scalar"), CopiedParameters.class))
                .containsExactly("1");
    }

    private static long bytes(String steps, long wanted) throws IOException, InterruptedException, URISyntaxException {
        List<String> options = List.of("--add-modules", "jdk.incubator.vector", "-Dlamina.kernels=vector");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < JVMS && best > wanted; i++) {
            String allocated = OwnJvm.run(options, AllocatedBytes.class, steps, Long.toString(wanted))
                    .getLast();
            best = Math.min(best, Long.parseLong(allocated));
        }
        return best;
    }
}
