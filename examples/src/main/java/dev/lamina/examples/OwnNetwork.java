package dev.lamina.examples;

import static dev.lamina.core.train.EarlyStopping.patience;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import java.util.Random;

/// A network of your own on arrays of your own: it learns which of two spirals a point of the plane lies on.
public final class OwnNetwork {

    private static final int POINTS = 1000;

    private OwnNetwork() {}

    static void main() {
        // One sample a row. A class is the index of its output: here 0 or 1.
        float[][] points = new float[POINTS][];
        float[][] classes = new float[POINTS][];
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            int spiral = i % 2;
            points[i] = pointOn(spiral, random);
            classes[i] = new float[] {spiral};
        }
        Matrix x = Matrix.of(points);
        Matrix y = Matrix.of(classes);

        // Rows of a matrix are a window on it: nothing is copied.
        int split = POINTS * 4 / 5;
        Dataset training = Dataset.of(x.rows(0, split), y.rows(0, split));
        Dataset validation = Dataset.of(x.rows(split, POINTS), y.rows(split, POINTS));

        Network network =
                Network.inputs(2).dense(32).tanh().dense(32).tanh().dense(2).build();
        IO.println(network);

        TrainedNetwork trained = Trainer.of(network, new SoftmaxCrossEntropy())
                .optimizer(AdamW.defaults().learningRate(1e-2f))
                .batchSize(50)
                .epochs(200)
                .seed(1)
                .stopAfter(patience(40))
                .fit(training, validation);

        Matrix probabilities = trained.predict(x.rows(split, POINTS));
        int right = 0;
        for (int i = 0; i < probabilities.rows(); i++) {
            int predicted = probabilities.get(i, 0) > probabilities.get(i, 1) ? 0 : 1;
            right += predicted == (int) y.get(split + i, 0) ? 1 : 0;
        }
        IO.println("right on " + right + " of " + probabilities.rows() + " points it has not seen");
    }

    /// A point on one of two spirals that wind around each other once and a half, and a little beside it.
    private static float[] pointOn(int spiral, Random random) {
        double turn = random.nextDouble(0.25, 1.5);
        double angle = 2 * Math.PI * (turn + spiral / 2.0);
        return new float[] {
            (float) (turn * Math.cos(angle) + random.nextGaussian(0, 0.03)),
            (float) (turn * Math.sin(angle) + random.nextGaussian(0, 0.03))
        };
    }
}
