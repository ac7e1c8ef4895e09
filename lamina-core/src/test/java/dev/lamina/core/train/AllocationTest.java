package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lamina.core.activation.Activation;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A step allocates nothing once the just-in-time compiler has seen it.
class AllocationTest {

    private static final int ROWS = 9;
    private static final int STEPS = 500;

    /// Runs of steps that the compiler gets before it must be done.
    private static final int MAX_RUNS = 200;

    /// A matrix: header, array, four numbers.
    private static final long WINDOW_BYTES = 40;

    private static final Clipping CLIPPING = new Clipping.ByGlobalNorm(0.01f);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aTrainingStepAllocatesNothingOnceWarm() {
        try (Gemm gemm = Gemm.withThreads(1)) {
            long allocated = allocatedOnceWarm(
                    0,
                    new Step(
                            gemm,
                            dense("tanh"),
                            new SoftmaxCrossEntropy(),
                            AdamW.defaults(),
                            new Clipping.ByValue(0.01f)),
                    new Step(
                            gemm, dense("relu"), new BinaryCrossEntropy(), Adam.defaults(), new Clipping.ByNorm(0.01f)),
                    new Step(gemm, dense("sigmoid"), new MeanSquaredError(), Sgd.defaults(), CLIPPING),
                    new Step(gemm, EveryLayer.network(5, 3), new SoftmaxCrossEntropy(), AdamW.defaults(), CLIPPING));
            assertThat(allocated).as("bytes in the last %d steps", STEPS).isZero();
        }
    }

    @Test
    void headsAllocateTheirWindowsAndNothingElse() {
        Loss heads = Heads.of(new Head("a", new MeanSquaredError(), 1), new Head("b", new SoftmaxCrossEntropy(), 2));
        long windows = 2 * 3 * WINDOW_BYTES * STEPS;
        try (Gemm gemm = Gemm.withThreads(1)) {
            long allocated =
                    allocatedOnceWarm(windows, new Step(gemm, dense("tanh"), heads, AdamW.defaults(), CLIPPING));
            assertThat(allocated).as("bytes in the last %d steps", STEPS).isLessThanOrEqualTo(windows);
        }
    }

    /// The bytes that the last run of steps allocated.
    private static long allocatedOnceWarm(long wanted, Step... steps) {
        long allocated = Long.MAX_VALUE;
        for (int run = 0; run < MAX_RUNS && allocated > wanted; run++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) {
                for (Step step : steps) {
                    step.run();
                }
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    private static Network dense(String activation) {
        return Network.inputs(5)
                .dense(20)
                .activation(Activation.named(activation))
                .dropout(0.2f)
                .dense(3)
                .build();
    }

    private static final class Step {

        private final Parameters parameters;
        private final Pass pass;
        private final Loss loss;
        private final Matrix targets;
        private final float[] weights = new float[ROWS];
        private final Optimizer.State optimizer;
        private final Penalty penalty = new Penalty(0.01f, 0.01f);
        private final Clipping clipping;
        private final MaxNorm.State maxNorm;
        private long step;

        Step(Gemm gemm, Network network, Loss loss, Optimizer optimizer, Clipping clipping) {
            this.parameters = network.initialize(1);
            this.pass = Pass.forTraining(network, parameters, ROWS, gemm);
            this.loss = loss;
            this.targets = Matrix.zeros(ROWS, loss.targetColumns(3));
            this.optimizer = optimizer.start(parameters.size());
            this.clipping = clipping;
            this.maxNorm = new MaxNorm(0.5f).start(parameters);
            Arrays.fill(weights, 1);
        }

        void run() {
            pass.randomness(1, step++);
            pass.input(ROWS).fill(1f);
            Matrix logits = pass.forward(ROWS);
            loss.cost(logits, targets, weights, pass.outputGradient(ROWS));
            pass.backward(ROWS);
            update();
        }

        private void update() {
            penalty.addGradient(parameters, pass.gradients());
            clipping.clip(parameters.views(), pass.gradients());
            optimizer.step(parameters, pass.gradients(), 1e-4f);
            maxNorm.apply();
        }
    }
}
