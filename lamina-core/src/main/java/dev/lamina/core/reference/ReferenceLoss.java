package dev.lamina.core.reference;

import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.ElementLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.WestonWatkinsHinge;
import java.util.Arrays;

/// The loss of one sample and its gradient, in float64.
final class ReferenceLoss {

    /// @param loss L (F2)
    /// @param gradient ∂L/∂z by the network's outputs; the link is part of the loss
    record Sample(double loss, double[] gradient) {}

    private ReferenceLoss() {}

    /// @param z the network's outputs for the sample
    /// @param y its target: as many numbers, or one class index
    /// @throws IllegalArgumentException if the loss is not defined for the target
    static Sample of(Loss loss, double[] z, double[] y) {
        if (y.length != z.length && y.length != loss.targetColumns(z.length)) {
            throw new IllegalArgumentException(loss.name() + " on " + z.length + " outputs expects a target of "
                    + loss.targetColumns(z.length) + ", got " + y.length);
        }
        return switch (loss) {
            case ElementLoss element -> ofElements(element, z, y);
            case SoftmaxCrossEntropy smoothed ->
                softmaxCrossEntropy(z, smoothed(distribution(z, y), smoothed.smoothing()));
            case KullbackLeibler _ -> kullbackLeibler(z, y);
            case Focal focal -> focal(z, (int) y[0], focal.gamma());
            case CrammerSingerHinge _ -> crammerSinger(z, (int) y[0]);
            case WestonWatkinsHinge _ -> westonWatkins(z, (int) y[0], 1);
            case MeanWestonWatkinsHinge _ -> westonWatkins(z, (int) y[0], 1.0 / z.length);
        };
    }

    /// L = Σⱼ l(zⱼ, yⱼ), or the mean.
    private static Sample ofElements(ElementLoss loss, double[] z, double[] y) {
        double share = loss.mean() ? 1.0 / z.length : 1;
        double sum = 0;
        double[] gradient = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            if (!loss.accepts(y[j])) {
                throw new IllegalArgumentException(loss.name() + " expects " + loss.accepted() + ", got " + y[j]);
            }
            sum += share * loss.value(z[j], y[j]);
            gradient[j] = share * loss.derivative(z[j], y[j]);
        }
        return new Sample(sum, gradient);
    }

    /// (F8) L = log Σₖ e^zₖ − Σⱼ yⱼ·zⱼ with gradient softmax z − y.
    private static Sample softmaxCrossEntropy(double[] z, double[] y) {
        double[] gradient = softmax(z);
        double loss = logSumExp(z);
        for (int j = 0; j < z.length; j++) {
            loss -= y[j] * z[j];
            gradient[j] -= y[j];
        }
        return new Sample(loss, gradient);
    }

    /// L = Σⱼ yⱼ·log(yⱼ / softmax(z)ⱼ): the cross-entropy less the entropy of y.
    private static Sample kullbackLeibler(double[] z, double[] y) {
        Sample crossEntropy = softmaxCrossEntropy(z, y);
        double loss = crossEntropy.loss;
        for (double each : y) {
            loss += each > 0 ? each * StrictMath.log(each) : 0;
        }
        return new Sample(loss, crossEntropy.gradient);
    }

    /// L = −(1 − p)^γ·log p with p = softmax(z)_y; ∂L/∂z = (softmax z − one-hot y)·(1 − p)^γ·(1 − γ·p·log p / (1 − p)).
    private static Sample focal(double[] z, int actual, double gamma) {
        double logP = z[actual] - logSumExp(z);
        double p = StrictMath.exp(logP);
        double wrong = -StrictMath.expm1(logP);
        double focus = StrictMath.pow(wrong, gamma);
        double ratio = wrong == 0 ? -1 : p * logP / wrong;
        double[] gradient = softmax(z);
        gradient[actual] -= 1;
        return new Sample(
                -focus * logP,
                Arrays.stream(gradient)
                        .map(each -> each * focus * (1 - gamma * ratio))
                        .toArray());
    }

    /// L = max(0, 1 + max_{k≠y} zₖ − z_y).
    private static Sample crammerSinger(double[] z, int actual) {
        int rival = actual == 0 ? 1 : 0;
        for (int k = 0; k < z.length; k++) {
            rival = k != actual && z[k] > z[rival] ? k : rival;
        }
        double[] gradient = new double[z.length];
        double lack = 1 + z[rival] - z[actual];
        if (lack > 0) {
            gradient[rival] = 1;
            gradient[actual] = -1;
        }
        return new Sample(Math.max(0, lack), gradient);
    }

    /// L = factor·Σ_{k≠y} max(0, 1 − z_y + zₖ).
    private static Sample westonWatkins(double[] z, int actual, double factor) {
        double loss = 0;
        double[] gradient = new double[z.length];
        for (int k = 0; k < z.length; k++) {
            double lack = 1 - z[actual] + z[k];
            if (k != actual && lack > 0) {
                loss += factor * lack;
                gradient[k] += factor;
                gradient[actual] -= factor;
            }
        }
        return new Sample(loss, gradient);
    }

    /// The target as probabilities: given ones, or 1 for a class index.
    private static double[] distribution(double[] z, double[] y) {
        if (y.length == z.length) {
            return y;
        }
        double[] distribution = new double[z.length];
        distribution[(int) y[0]] = 1;
        return distribution;
    }

    /// (1 − s)·y + s/K.
    private static double[] smoothed(double[] y, double smoothing) {
        return Arrays.stream(y)
                .map(each -> (1 - smoothing) * each + smoothing / y.length)
                .toArray();
    }

    /// e^zⱼ / Σₖ e^zₖ.
    static double[] softmax(double[] z) {
        double logSum = logSumExp(z);
        return Arrays.stream(z).map(each -> StrictMath.exp(each - logSum)).toArray();
    }

    /// log Σₖ e^zₖ, from the largest on so that nothing overflows.
    private static double logSumExp(double[] z) {
        double largest = Arrays.stream(z).max().orElseThrow();
        double sum =
                Arrays.stream(z).map(each -> StrictMath.exp(each - largest)).sum();
        return largest + StrictMath.log(sum);
    }
}
