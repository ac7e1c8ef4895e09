package dev.lamina.testkit;

import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.loss.SquaredHinge;
import dev.lamina.core.loss.WestonWatkinsHinge;

/// The losses of the golden networks by the names they have there.
final class GoldenLosses {

    private GoldenLosses() {}

    static Loss named(String name) {
        return switch (name) {
            case "binary_log_loss_mean" -> new MeanBinaryCrossEntropy();
            case "binary_log_loss_sum" -> new BinaryCrossEntropy();
            case "hinge" -> new Hinge();
            case "huber_delta0.25" -> new Huber(0.25);
            case "huber_delta1" -> new Huber(1);
            case "mae" -> new AbsoluteError();
            case "mse_half_sum" -> new SquaredError();
            case "mse_mean" -> new MeanSquaredError();
            case "multiclass_hinge_cs" -> new CrammerSingerHinge();
            case "multiclass_hinge_ww" -> new MeanWestonWatkinsHinge();
            case "multiclass_hinge_ww_sum" -> new WestonWatkinsHinge();
            case "softmax_cross_entropy" -> new SoftmaxCrossEntropy();
            case "squared_hinge" -> new SquaredHinge();
            default -> throw new IllegalArgumentException("no loss for the golden name " + name);
        };
    }
}
