package dev.lamina.core.internal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Calls the vector kernels on numbers of its own until the just-in-time compiler has made all of them fast, beside
/// a program that goes on with scalar kernels meanwhile.
///
/// Before the second compiler has seen it, a loop on the Vector API runs fifty times as long as the one that it
/// replaces, and getting there takes thousands of rounds, one or two seconds for all kernels. Where a kernel never
/// becomes fast, the program stays with the scalar ones.
final class VectorWarmUp extends Thread {

    /// What one number may take of a kernel that is fast: ten times what it does, a tenth of what it did before.
    private static final double FAST_NANOS = 8;

    private static final double FAST_NANOS_OF_MULTIPLY_ADD = 0.8;

    /// How often the compiler has to see a loop of some rounds before it takes it for a hot one.
    private static final int CALLS = 200;

    private static final int FIRST_CALLS = 1000;

    private static final int TIMED_TOGETHER = 20;

    private static final long LONGEST_NAP_MILLIS = 500;

    private static final int DEPTH = 16;
    private static final int COUNT = 512;

    /// One kernel.
    ///
    /// @param nanos that a call may take at most
    private record Trial(Runnable call, double nanos) {

        /// Whether the kernel has become fast.
        boolean run(int calls) {
            long best = Long.MAX_VALUE;
            for (int done = 0; done < calls; done += TIMED_TOGETHER) {
                long start = System.nanoTime();
                for (int i = 0; i < TIMED_TOGETHER; i++) {
                    call.run();
                }
                best = Math.min(best, System.nanoTime() - start);
            }
            return best <= TIMED_TOGETHER * nanos;
        }
    }

    private final List<KernelChoice.TurningActivation> activations;
    private final Runnable whenFast;

    // Longer than anything that a trial touches.
    private final float[] x = new float[16 * 1024];
    private final float[] y = new float[16 * 1024];
    private final float[] z = new float[16 * 1024];

    /// @param activations in use, to be warmed as well
    VectorWarmUp(List<KernelChoice.TurningActivation> activations, Runnable whenFast) {
        super("lamina-warm-up");
        this.activations = activations;
        this.whenFast = whenFast;
        setDaemon(true);
    }

    @Override
    public void run() {
        if (!VectorKernels.supported()) {
            return;
        }
        Arrays.fill(x, 0.5f);
        Arrays.fill(y, 0.25f);
        List<Trial> slow = trials();
        slow.removeIf(trial -> trial.run(FIRST_CALLS));
        long nap = 1;
        while (!slow.isEmpty()) {
            try {
                sleep(nap);
            } catch (InterruptedException e) {
                return;
            }
            slow.removeIf(trial -> trial.run(CALLS));
            nap = Math.min(LONGEST_NAP_MILLIS, nap + nap / 2 + 1);
        }
        whenFast.run();
    }

    /// Shapes by which every tile and every loop has its turn.
    private List<Trial> trials() {
        VectorKernels kernels = new VectorKernels();
        List<Trial> trials = new ArrayList<>();
        VectorProduct product = new VectorProduct();
        for (int vectors = product.width(COUNT) / VectorKernels.LANES; vectors > 0; vectors /= 2) {
            int width = vectors * VectorKernels.LANES;
            for (int rows : new int[] {6, 2, 1}) {
                add(trials, rows * DEPTH * width, () -> multiply(product, rows, width));
            }
            if (product.stripRows() > 0) {
                int rows = product.stripRows();
                add(
                        trials,
                        rows * DEPTH * width,
                        () -> product.multiplyStrips(rows, DEPTH, width, x, y, 0, z, 0, 0, z, 0, width));
            }
            addElements(trials, DEPTH * width, () -> product.pack(y, 0, width, DEPTH, width, z, 0, width));
        }
        for (int columns : new int[] {128, 144}) {
            int depth = DEPTH + 1;
            add(trials, depth * columns, () -> product.multiplyRow(depth, columns, x, 0, 1, y, 0, columns, z, 0));
        }
        int columns = 8 * VectorKernels.LANES;
        add(trials, DEPTH * columns, () -> product.multiplyRow(DEPTH, columns, x, 0, 1, y, 0, z, 0, z, 0));
        addElementwise(trials, kernels);
        for (KernelChoice.TurningActivation activation : activations) {
            ActivationKernel kernel = activation.onLanes();
            addElements(trials, COUNT, () -> kernel.value(x, 0, COUNT));
            addElements(trials, COUNT, () -> kernel.valueAndSlope(x, 0, y, 0, COUNT));
        }
        return trials;
    }

    private void multiply(VectorProduct product, int rows, int width) {
        product.multiply(rows, DEPTH, width, x, 0, DEPTH, 1, y, 0, width, z, 0, 0, z, 0, width);
    }

    private void addElementwise(List<Trial> trials, VectorKernels kernels) {
        addElements(trials, COUNT, () -> kernels.relu(x, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.reluGradient(x, 0, y, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.leakyRelu(0.5f, x, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.leakyReluGradient(0.5f, x, 0, y, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.multiply(x, 0, y, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.mix(x, 0, y, 0, z, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.expShifted(x, 0, COUNT, 1));
        addElements(trials, COUNT, () -> kernels.dropMask(1, 1 << 20, 1, z, 0, 0, COUNT));
        addElements(trials, COUNT, () -> kernels.sumRows(x, 0, COUNT, 4, COUNT, z, 0));
        addElements(trials, COUNT, () -> kernels.descend(x, y, 0, COUNT, 0.5f, 0.5f));
        addElements(trials, COUNT, () -> kernels.descendWithMomentum(x, y, z, 0, COUNT, 0.5f, 0, 0.5f, 1, 0, 1));
        addElements(trials, COUNT, () -> kernels.descendByMoments(x, y, z, z, 0, COUNT, 0.5f, 0.5f, 0, 1, 0, 0, 1, 1));
    }

    private static void add(List<Trial> trials, int multiplyAdds, Runnable call) {
        trials.add(new Trial(call, FAST_NANOS_OF_MULTIPLY_ADD * multiplyAdds));
    }

    private static void addElements(List<Trial> trials, int count, Runnable call) {
        trials.add(new Trial(call, FAST_NANOS * count));
    }
}
