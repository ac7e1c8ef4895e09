/// Losses: the mean cost of a batch from logits and targets, and its gradient, with their definition on double. A
/// loss owns its link, the activation that turns logits into predictions, so that fused stable pairs cannot be taken
/// apart.
@NullMarked
package dev.lamina.core.loss;

import org.jspecify.annotations.NullMarked;
