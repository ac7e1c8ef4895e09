package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// What training minimises: the weighted mean C = Σᵢ ωᵢ·L(ŷᵢ, yᵢ) / Σᵢ ωᵢ over the samples of a batch (F3),
/// where ŷ = link(z) and z are the network's outputs, the logits. Immutable and thread-safe.
public sealed interface Loss permits ClassHinge, ElementLoss, Focal, KullbackLeibler, SoftmaxCrossEntropy {

    /// The name in files and on the command line, such as `mean-squared-error`.
    String name();

    /// The activation that turns logits into predictions.
    Activation link();

    /// The columns that targets have for so many logits; see the implementations for what they hold.
    int targetColumns(int outputs);

    /// The cost of a batch and its gradient by the logits.
    ///
    /// @param logits n × outputs, n ≥ 1; left as they are
    /// @param targets n × [#targetColumns], as the implementation says
    /// @param weights ωᵢ ≥ 0 of the rows, at least n of them with a positive sum, or null for 1 each
    /// @param gradient receives ∂C/∂z (n × outputs)
    /// @return C
    double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient);

    /// The loss of that name, with its usual settings where it has some.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Loss named(String name) {
        return switch (name) {
            case "absolute-error" -> new AbsoluteError();
            case "binary-cross-entropy" -> new BinaryCrossEntropy();
            case "crammer-singer-hinge" -> new CrammerSingerHinge();
            case "focal" -> new Focal();
            case "hinge" -> new Hinge();
            case "huber" -> new Huber();
            case "kullback-leibler" -> new KullbackLeibler();
            case "log-cosh" -> new LogCosh();
            case "mean-binary-cross-entropy" -> new MeanBinaryCrossEntropy();
            case "mean-squared-error" -> new MeanSquaredError();
            case "mean-weston-watkins-hinge" -> new MeanWestonWatkinsHinge();
            case "quantile" -> new Quantile();
            case "softmax-cross-entropy" -> new SoftmaxCrossEntropy();
            case "squared-error" -> new SquaredError();
            case "squared-hinge" -> new SquaredHinge();
            case "weston-watkins-hinge" -> new WestonWatkinsHinge();
            default ->
                throw new IllegalArgumentException("unknown loss \"" + name + "\"; known are absolute-error,"
                        + " binary-cross-entropy, crammer-singer-hinge, focal, hinge, huber, kullback-leibler,"
                        + " log-cosh, mean-binary-cross-entropy, mean-squared-error, mean-weston-watkins-hinge,"
                        + " quantile, softmax-cross-entropy, squared-error, squared-hinge, weston-watkins-hinge");
        };
    }
}
