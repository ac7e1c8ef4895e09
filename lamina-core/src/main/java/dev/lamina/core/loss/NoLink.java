package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;

/// The link of losses whose predictions are the outputs themselves.
final class NoLink {

    static final Activation LINK = new Identity();

    private NoLink() {}
}
