package dev.lamina.examples;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.reference.GradientCheck;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;

/// A layer and a loss of your own among the others: [Snake] learns a wave, judged by a loss that forgives outliers.
///
/// Whether a backward step is the derivative of its forward step, the gradient check says.
public final class OwnLayerAndLoss {

    /// Charbonnier's loss, L = √(1 + r²) − 1 with r = ŷ − y, and its derivative by ŷ.
    private static final Loss CHARBONNIER = new CustomLoss(
            "charbonnier",
            (prediction, target) -> Math.sqrt(1 + square(prediction - target)) - 1,
            (prediction, target) -> (prediction - target) / Math.sqrt(1 + square(prediction - target)));

    private OwnLayerAndLoss() {}

    static void main() {
        Network network = Network.inputs(1).dense(16).add(new Snake(3)).dense(1).build();

        // Compares back-propagation with differences of the cost, matrix by matrix.
        IO.println(GradientCheck.of(network, CHARBONNIER).run().orThrow());

        // The same loss with a slip in its derivative: the check says where the two part.
        Loss wrong = new CustomLoss(
                "charbonnier",
                (prediction, target) -> Math.sqrt(1 + square(prediction - target)) - 1,
                (prediction, target) -> prediction - target);
        IO.println("with a slip: "
                + GradientCheck.of(network, wrong).run().defect().orElseThrow());

        int samples = 256;
        Matrix x = Matrix.zeros(samples, 1);
        Matrix y = Matrix.zeros(samples, 1);
        for (int i = 0; i < samples; i++) {
            float at = 6f * i / samples - 3;
            x.set(i, 0, at);
            y.set(i, 0, wave(at) + (i % 32 == 0 ? 5 : 0)); // every 32nd is an outlier
        }
        TrainedNetwork trained = Trainer.of(network, CHARBONNIER)
                .optimizer(AdamW.defaults().learningRate(1e-2f))
                .batchSize(32)
                .epochs(300)
                .seed(1)
                .fit(Dataset.of(x, y));

        Matrix predictions = trained.predict(Matrix.of(new float[] {-2}, new float[] {0.5f}, new float[] {2}));
        IO.println("wave(-2), wave(0.5), wave(2): predicted " + predictions.get(0, 0) + ", " + predictions.get(1, 0)
                + ", " + predictions.get(2, 0) + "; true " + wave(-2) + ", " + wave(0.5f) + ", " + wave(2));
    }

    private static float wave(float x) {
        return (float) (Math.sin(3 * x) + 0.5 * x);
    }

    private static double square(double r) {
        return r * r;
    }
}
