/// Rules that turn gradients into steps, clipping before them, and schedules of the learning rate. They know flat
/// arrays, no layers. Settings are records; what a rule remembers between steps is its [Optimizer.State].
@NullMarked
package dev.lamina.core.optimizer;

import org.jspecify.annotations.NullMarked;
