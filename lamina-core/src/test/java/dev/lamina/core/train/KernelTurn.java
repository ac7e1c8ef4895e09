package dev.lamina.core.train;

import dev.lamina.core.activation.Mish;
import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import java.util.Arrays;

/// Prints which kernels compute as a process goes from the scalar to the vector ones, and what a training
/// gives that they change in. For [KernelTurnTest], in a JVM of its own.
final class KernelTurn {

    private KernelTurn() {}

    /// Trains before, in and after the change.
    ///
    /// @param arguments `expected` or `worked`: the way in which much work is told
    public static void main(String[] arguments) throws InterruptedException {
        int before = train(() -> {});
        System.out.println(Gemm.kernels());
        int within = train(arguments[0].equals("expected") ? () -> Gemm.expect(1e15) : KernelTurn::work);
        System.out.println(Gemm.kernels());
        System.out.println(before == within && within == train(() -> {}));
    }

    /// Enough for vector kernels, and the time that they need to come.
    private static void work() {
        Kernels.worked(Long.MAX_VALUE / 2);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!Gemm.kernels().startsWith("vector") && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }

    /// @return of the trained parameters
    private static int train(Runnable afterTheThirdEpoch) {
        Network network = Network.inputs(40)
                .dense(70)
                .activation(new Mish())
                .dense(70)
                .relu()
                .dropout(0.1f)
                .dense(3)
                .build();
        Matrix x = Matrix.zeros(100, 40);
        Matrix t = Matrix.zeros(100, 3);
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 40; j++) {
                x.set(i, j, (31 * i + 17 * j) % 23 / 23f);
            }
            t.set(i, i % 3, 1);
        }
        float[] values = Trainer.of(network, new MeanSquaredError())
                .optimizer(AdamW.defaults())
                .batchSize(64)
                .epochs(6)
                .threads(2)
                .listener(report -> {
                    if (report.epoch() == 3) {
                        afterTheThirdEpoch.run();
                    }
                })
                .fit(Dataset.of(x, t))
                .parameters()
                .values();
        return Arrays.hashCode(values);
    }
}
