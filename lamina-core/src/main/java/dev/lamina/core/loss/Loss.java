package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What training minimises: the weighted mean C = Σᵢ ωᵢ·L(ŷᵢ, yᵢ) / Σᵢ ωᵢ over the samples of a batch (F3),
/// where z are the network's outputs, the logits, and ŷ the predictions that the loss makes of them, by default
/// link(z). Immutable and thread-safe.
///
/// [#loss] is the definition, in float64; [#cost] is its fast form for batches, in float32. Trained
/// networks, metrics and models take their predictions from [#predict] and [#classProbabilities] alone.
public sealed interface Loss
        permits ClassHinge, EachMember, ElementLoss, Focal, Heads, KullbackLeibler, QuantileBand, SoftmaxCrossEntropy {

    /// The name in files and on the command line, such as `mean-squared-error`.
    String name();

    /// The activation that turns logits into predictions.
    Activation link();

    /// What the targets are.
    TargetKind targets();

    /// How many columns of targets go with so many outputs.
    default int targetColumns(int outputs) {
        return targets().columns(predictionColumns(outputs));
    }

    /// How many columns of predictions so many outputs give: as many, unless the loss says otherwise.
    default int predictionColumns(int outputs) {
        return outputs;
    }

    /// How many outputs a network needs for so many columns of predictions, the inverse of [#predictionColumns].
    default int outputsFor(int predictions) {
        return predictions;
    }

    /// Turns outputs into predictions: by the link, unless the loss says otherwise.
    ///
    /// @param logits n × outputs; left as they are
    /// @param predictions receives them, n × [#predictionColumns]
    default void predict(Matrix logits, Matrix predictions) {
        predictions.copyFrom(logits);
        link().forward(predictions);
    }

    /// How many outputs a network needs to tell so many classes apart, each with a probability; 0 if the loss does
    /// not learn so many classes, or gives no probabilities of them.
    default int outputsForClasses(int classes) {
        return 0;
    }

    /// Turns outputs into the probabilities of all classes, where [#outputsForClasses] is above 0: the predictions,
    /// unless the loss says otherwise.
    ///
    /// @param logits n × outputs; left as they are
    /// @param probabilities receives them, n × classes
    default void classProbabilities(Matrix logits, Matrix probabilities) {
        predict(logits, probabilities);
    }

    /// L and ∂L/∂z of one sample.
    ///
    /// @param logits z; left as they are
    /// @param target a row of the [#targets]
    /// @param gradient receives ∂L/∂z, as many numbers as logits
    /// @return L
    /// @throws IllegalArgumentException if the loss is not defined for the target
    double loss(double[] logits, double[] target, double[] gradient);

    /// The cost of a batch and its gradient by the logits.
    ///
    /// @param logits n × outputs, n ≥ 1; left as they are
    /// @param targets n × [#targetColumns], of the kind [#targets]
    /// @param weights ωᵢ ≥ 0 of the rows, at least n of them with a positive sum, or null for 1 each; what a row of
    ///     weight 0 holds is not looked at
    /// @param gradient receives ∂C/∂z (n × outputs)
    /// @return C
    /// @throws IllegalArgumentException if shapes do not fit, or the loss is not defined for a target or a weight
    double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient);

    /// Checks the derivative that somebody gave for a loss of their own. Training calls it on its first batch. Lamina's
    /// own losses need no check, and for them it does nothing.
    ///
    /// @param logits n × outputs
    /// @param targets as [#cost] takes them
    /// @throws IllegalArgumentException if its derivative is wrong
    default void checkDerivative(Matrix logits, Matrix targets) {}

    /// The loss of that name, with its usual settings where it has some.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Loss named(String name) {
        return all().stream()
                .filter(loss -> loss.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown loss \"" + name + "\"; known are "
                        + all().stream().map(Loss::name).collect(Collectors.joining(", "))));
    }

    /// Every loss that has a name of its own, in the order of the names, with its usual settings.
    static List<Loss> all() {
        return List.of(
                new AbsoluteError(),
                new BinaryCrossEntropy(),
                new CrammerSingerHinge(),
                new Focal(),
                new Hinge(),
                new Huber(),
                new KullbackLeibler(),
                new LogCosh(),
                new MeanBinaryCrossEntropy(),
                new MeanSquaredError(),
                new MeanWestonWatkinsHinge(),
                new Poisson(),
                new Quantile(),
                new QuantileBand(),
                new SoftmaxCrossEntropy(),
                new SquaredError(),
                new SquaredHinge(),
                new WestonWatkinsHinge());
    }
}
