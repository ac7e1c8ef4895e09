/// Losses: the mean cost of a batch from logits and targets, and its gradient, with their definition on double. A
/// loss says what targets it takes and makes the predictions itself, most often by its link, an activation; so a loss
/// and the activation that it is computed together with cannot be taken apart.
@NullMarked
package dev.lamina.core.loss;

import org.jspecify.annotations.NullMarked;
