package dev.lamina.core.loss;

/// A loss of probabilities or rates, one output at a time, whose link is an activation. It has two forms: on logits,
/// which is the stable one, and on predictions ŷ, for networks that end with another activation; see [OnPredictions].
public sealed interface LinkedLoss extends ElementLoss permits BinaryCrossEntropy, MeanBinaryCrossEntropy, Poisson {

    /// The upper end of the predictions that the loss is defined for, 1 or infinity; the lower end is 0.
    double highestPrediction();

    /// l(ŷ, y) in float64.
    ///
    /// @param prediction ŷ, between 0 and [#highestPrediction]
    /// @param y a target, which is not checked
    double valueOfPrediction(double prediction, double y);

    /// ∂l/∂ŷ in float64.
    double derivativeByPrediction(double prediction, double y);
}
