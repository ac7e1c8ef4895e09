package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// What training minimises: the weighted mean C = Σᵢ ωᵢ·L(ŷᵢ, yᵢ) / Σᵢ ωᵢ over the samples of a batch (F3),
/// where ŷ = link(z) and z are the network's outputs, the logits. Immutable and thread-safe.
public sealed interface Loss permits BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy {

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

    /// The loss of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Loss named(String name) {
        return switch (name) {
            case "binary-cross-entropy" -> new BinaryCrossEntropy();
            case "mean-squared-error" -> new MeanSquaredError();
            case "softmax-cross-entropy" -> new SoftmaxCrossEntropy();
            default ->
                throw new IllegalArgumentException("unknown loss \"" + name
                        + "\"; known are binary-cross-entropy, mean-squared-error, softmax-cross-entropy");
        };
    }
}
