package dev.lamina.core.train;

import com.sun.management.ThreadMXBean;
import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.network.Network;
import java.lang.management.ManagementFactory;

/// Prints how many copies of the parameters more a training makes that keeps its best epoch than one that keeps its
/// last one. For [AllocationTest], in a JVM of its own.
final class CopiedParameters {

    private static final Network NETWORK =
            Network.inputs(1).dense(1000).dense(1000).dense(1).build();

    private static final Dataset SAMPLES = Dataset.of(new float[][] {{0}}, new float[][] {{1}});

    private CopiedParameters() {}

    public static void main(String[] arguments) {
        allocated(EarlyStopping.never()); // what is loaded once does not count
        long more = allocated(EarlyStopping.never()) - allocated(EarlyStopping.keepLast());
        System.out.println(Math.round((double) more / Float.BYTES / NETWORK.parameterCount()));
    }

    private static long allocated(EarlyStopping stopping) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Trainer.of(NETWORK, new MeanSquaredError())
                .epochs(2)
                .threads(1)
                .stopAfter(stopping)
                .fit(SAMPLES);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
