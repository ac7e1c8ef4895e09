package dev.lamina.core.train;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Gelu;
import dev.lamina.core.activation.Silu;
import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Trainings that reach most of the arithmetic between them, each with the SHA-256 of what it ends with; as a
/// program, so that JVMs of different flavours can be compared.
enum TrainingDigest {

    /// Small enough for the interpreter.
    TINY {
        @Override
        TrainedNetwork train(int threads) {
            Network network = Network.inputs(4)
                    .dense(3)
                    .sigmoid()
                    .dense(4)
                    .sigmoid()
                    .dense(3)
                    .sigmoid()
                    .build();
            Loss loss = new SquaredError();
            return Trainer.of(network, loss)
                    .optimizer(Sgd.plain(0.1f))
                    .batchSize(5)
                    .epochs(10)
                    .seed(1)
                    .threads(threads)
                    .fit(samples(18, network, loss));
        }
    },

    /// Products large enough for threads to split them, widths beside whole vectors and panels, a last batch
    /// that is smaller than the others, weights, a penalty, a schedule.
    CLASSIFIER {
        @Override
        TrainedNetwork train(int threads) {
            Network network = Network.inputs(37)
                    .dense(130)
                    .activation(new Silu())
                    .dense(131)
                    .batchNorm()
                    .relu()
                    .dropout(0.2f)
                    .dense(83)
                    .activation(new Gelu())
                    .dense(50)
                    .tanh()
                    .dense(5)
                    .build();
            Loss loss = new SoftmaxCrossEntropy();
            return Trainer.of(network, loss)
                    .optimizer(AdamW.defaults())
                    .penalty(new Penalty(1e-4f, 1e-4f))
                    .schedule(new Schedule.WarmUp(0.3, new Schedule.Cosine()))
                    .batchSize(256)
                    .epochs(2)
                    .seed(2)
                    .threads(threads)
                    .fit(samples(300, network, loss));
        }
    },

    /// Every layer, the other activations, several losses; momentum with bounded gradients and weights, and
    /// L-BFGS from where that ended.
    REGRESSION {

        private static final List<String> ACTIVATIONS = List.of(
                "mish",
                "softplus",
                "elu",
                "gelu-tanh",
                "softsign",
                "hard-swish",
                "hard-sigmoid",
                "hard-tanh",
                "leaky-relu");

        @Override
        TrainedNetwork train(int threads) {
            int inputs = 11;
            int width = 21;
            List<Layer> layers =
                    new ArrayList<>(EveryLayer.network(inputs, width).layers());
            for (String name : ACTIVATIONS) {
                layers.add(new SkipConnection(Chain.of(new LayerNorm(), new Dense(width, Activation.named(name)))));
            }
            layers.add(new Dense(6, Activation.named("identity")));
            Network network = Network.of(inputs, layers);
            Loss loss = Heads.of(
                    new Head("squares", new MeanSquaredError(), 2),
                    new Head("absolute", new Huber(0.7), 1, 0.5),
                    new Head("smooth", new LogCosh(), 1),
                    new Head("count", new Poisson(), 1, 0.25),
                    new Head("label", new BinaryCrossEntropy(), 1));
            Dataset samples = samples(70, network, loss);
            Parameters start = Trainer.of(network, loss)
                    .optimizer(new Sgd(0.01f, 0.9f, 0, true, 1e-4f))
                    .clip(new Clipping.ByGlobalNorm(1))
                    .maxNorm(2)
                    .batchSize(32)
                    .epochs(5)
                    .seed(3)
                    .threads(threads)
                    .fit(samples)
                    .parameters();
            return Trainer.of(network, loss)
                    .optimizer(Lbfgs.defaults())
                    .startFrom(start)
                    .epochs(5)
                    .seed(4)
                    .threads(threads)
                    .fit(samples);
        }
    };

    /// The last epoch is the best one, so what this gives has gone through all of them.
    abstract TrainedNetwork train(int threads);

    /// Prints the kernels, then the digest of each training named after the number of threads.
    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        List<String> digests = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            digests.add(valueOf(arguments[i]).sha256(Integer.parseInt(arguments[0])));
        }
        System.out.println(Gemm.kernels());
        digests.forEach(System.out::println);
    }

    /// Of the trained parameters, in the order of the model file, big-endian.
    String sha256(int threads) throws NoSuchAlgorithmException {
        float[] values = train(threads).parameters().values();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    /// Targets are 0 or 1, which every loss takes; the first input is a category; weights differ.
    private static Dataset samples(int rows, Network network, Loss loss) {
        RandomStream random = RandomStream.of(5, Purpose.SPLIT, 0);
        Matrix inputs = Matrix.zeros(rows, network.inputs());
        Matrix targets = Matrix.zeros(rows, loss.targetColumns(network.outputs()));
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            inputs.set(i, 0, random.nextInt(EveryLayer.CATEGORIES));
            for (int j = 1; j < inputs.columns(); j++) {
                inputs.set(i, j, (float) random.nextGaussian());
            }
            for (int j = 0; j < targets.columns(); j++) {
                targets.set(i, j, random.nextInt(2));
            }
            weights[i] = (float) random.nextDouble();
        }
        return Dataset.of(inputs, targets, weights);
    }
}
