package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;

/// A hinge loss for several classes, which gives no probabilities: the largest of the K logits is the decision.
/// Targets: n × 1 class indices 0 … K−1.
public sealed interface ClassHinge extends Loss permits CrammerSingerHinge, MeanWestonWatkinsHinge, WestonWatkinsHinge {

    /// The identity.
    @Override
    default Activation link() {
        return NoLink.LINK;
    }

    @Override
    default TargetKind targets() {
        return TargetKind.Classes.INDEX;
    }
}
