package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;

/// A loss for yes and no that gives no probabilities: the sign of a logit is the decision, and only logits within
/// or on the wrong side of the margin yz ≥ 1 cost. Targets: n × u, each −1 or 1.
public sealed interface SignLoss extends ElementLoss permits Hinge, SquaredHinge {

    /// The identity.
    @Override
    default Activation link() {
        return NoLink.LINK;
    }

    @Override
    default TargetKind.Element targets() {
        return TargetKind.Element.SIGN;
    }
}
