package dev.lamina.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Times work: many samples over some seconds, of which the middle and the slow end are told.
final class Stopwatch {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// A sample takes about so long unless each run is one of its own, so that the clock's cost and grain vanish.
    private static final long SAMPLE_NANOS = 1_000_000;

    private static final int MOST_SAMPLES = 1 << 20;

    private final long[] samples = new long[MOST_SAMPLES];

    /// Runs the work for so many seconds and at least twice.
    ///
    /// @param each whether every run is a sample of its own
    /// @return µs a run, and bytes that the calling thread allocated a run
    String measure(Work work, double seconds, boolean each) {
        int runs = each ? 1 : runsPerSample(work);
        int count = 0;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long now = System.nanoTime();
        while (count < 1 || (now < end && count < MOST_SAMPLES)) {
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                work.run();
            }
            work.finish();
            now = System.nanoTime();
            samples[count++] = now - start;
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        Arrays.sort(samples, 0, count);
        return "least=" + micros(count, 0, runs) + " median=" + micros(count, 0.5, runs) + " p99="
                + micros(count, 0.99, runs) + " samples=" + count + " allocated=" + allocated / ((long) count * runs);
    }

    private static int runsPerSample(Work work) {
        long start = System.nanoTime();
        work.run();
        work.finish();
        return (int) Math.max(1, SAMPLE_NANOS / Math.max(1, System.nanoTime() - start));
    }

    private double micros(int count, double quantile, int runs) {
        return samples[(int) (quantile * (count - 1))] / 1e3 / runs;
    }
}
