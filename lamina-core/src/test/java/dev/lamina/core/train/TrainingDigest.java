package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A small training of every kind, as a program: prints the kernels and the SHA-256 of all trained parameters,
/// so that JVMs of different flavours can be compared.
///
/// The widest network's first products are large enough for threads to split them.
final class TrainingDigest {

    private static final int ROWS = 150;
    private static final int INPUTS = 40;

    private TrainingDigest() {}

    /// Run with the number of threads as its argument.
    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        System.out.println(Gemm.kernels());
        System.out.println(sha256(Integer.parseInt(arguments[0])));
    }

    static String sha256(int threads) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Loss loss : new Loss[] {new SoftmaxCrossEntropy(), new BinaryCrossEntropy(), new MeanSquaredError()}) {
            digest.update(train(layers(loss), loss, AdamW.defaults(), 128, threads));
        }
        Loss softmax = new SoftmaxCrossEntropy();
        digest.update(train(EveryLayer.network(INPUTS, 4), softmax, AdamW.defaults(), 128, threads));
        Loss squares = new MeanSquaredError();
        digest.update(train(layers(squares), squares, Lbfgs.defaults(), ROWS, threads));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Network layers(Loss loss) {
        return Network.inputs(INPUTS)
                .dense(loss instanceof SoftmaxCrossEntropy ? 256 : 37)
                .tanh()
                .dropout(0.2f)
                .dense(17)
                .relu()
                .dense(9)
                .sigmoid()
                .dense(3)
                .build();
    }

    /// The bytes of the trained parameters.
    private static byte[] train(Network network, Loss loss, Optimizer optimizer, int batchSize, int threads) {
        Dataset samples = samples(loss.targetColumns(network.outputs()));
        float[] values = Trainer.of(network, loss)
                .optimizer(optimizer)
                .penalty(new Penalty(1e-4f, 1e-4f))
                .schedule(new Schedule.WarmUp(0.3, new Schedule.Cosine()))
                .batchSize(batchSize)
                .epochs(2)
                .seed(11)
                .threads(threads)
                .fit(samples, samples)
                .parameters()
                .values();
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /// Targets are 0 or 1, which every loss takes; the first input is a category.
    private static Dataset samples(int targetColumns) {
        RandomStream random = RandomStream.of(5, Purpose.SPLIT, 0);
        Matrix inputs = Matrix.zeros(ROWS, INPUTS);
        Matrix targets = Matrix.zeros(ROWS, targetColumns);
        float[] weights = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            inputs.set(i, 0, random.nextInt(EveryLayer.CATEGORIES));
            for (int j = 1; j < INPUTS; j++) {
                inputs.set(i, j, (float) random.nextGaussian());
            }
            for (int j = 0; j < targetColumns; j++) {
                targets.set(i, j, random.nextInt(2));
            }
            weights[i] = (float) random.nextDouble();
        }
        return Dataset.of(inputs, targets, weights);
    }
}
