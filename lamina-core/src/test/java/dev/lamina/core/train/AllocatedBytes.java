package dev.lamina.core.train;

import com.sun.management.ThreadMXBean;
import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Training steps, as a program: prints the bytes that the last [#STEPS] of them allocated, once the just-in-time
/// compiler has seen enough.
final class AllocatedBytes {

    static final int STEPS = 500;

    private static final int ROWS = 9;

    /// What the compiler gets on a busy machine before it must be done.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Clipping CLIPPING = new Clipping.ByGlobalNorm(0.01f);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    /// Run with the steps to take, `networks` or `heads`, and the bytes that are wanted.
    public static void main(String[] arguments) {
        Gemm gemm = Gemm.onOneThread();
        Step[] steps = arguments[0].equals("heads") ? heads(gemm) : networks(gemm);
        System.out.println(onceWarm(Long.parseLong(arguments[1]), steps));
    }

    private static Step[] networks(Gemm gemm) {
        Network every = EveryLayer.network(5, 3);
        Clipping byValue = new Clipping.ByValue(0.01f);
        return new Step[] {
            new Step(gemm, dense("tanh"), new SoftmaxCrossEntropy(), AdamW.defaults(), byValue),
            new Step(gemm, dense("relu"), new BinaryCrossEntropy(), Adam.defaults(), new Clipping.ByNorm(0.01f)),
            new Step(gemm, dense("sigmoid"), new MeanSquaredError(), Sgd.defaults(), CLIPPING),
            new Step(gemm, every, new SoftmaxCrossEntropy(), AdamW.defaults(), CLIPPING),
            new Step(gemm, columns(), new SoftmaxCrossEntropy(), AdamW.defaults(), CLIPPING)
        };
    }

    private static Step[] heads(Gemm gemm) {
        Loss heads = Heads.of(new Head("a", new MeanSquaredError(), 1), new Head("b", new SoftmaxCrossEntropy(), 2));
        return new Step[] {new Step(gemm, dense("tanh"), heads, AdamW.defaults(), CLIPPING)};
    }

    private static long onceWarm(long wanted, Step[] steps) {
        long allocated = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (allocated > wanted && System.nanoTime() < end) {
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

    private static Network columns() {
        Layer left = new Dense(1, new Tanh());
        Layer right = new Dense(2, new Tanh());
        return Network.inputs(5)
                .dense(4)
                .add(new Parallel(List.of(new Branch(left, new Columns(0, 2)), new Branch(right, new Columns(1, 4)))))
                .build();
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
