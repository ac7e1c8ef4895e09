/// Rules that turn gradients into steps, what is added to gradients and bounded before them, and schedules of the
/// learning rate. They know flat arrays, no layers. Settings are records; what a rule remembers between steps is
/// its [Optimizer.State].
///
/// A trajectory is PyTorch's to 1e-5 in float32, at the same settings. By design this differs:
///
/// | here | in PyTorch |
/// |---|---|
/// | [RmsProp], centred: a variance that rounding makes negative counts as 0 | it becomes NaN |
/// | [Rprop] has weight decay; a schedule scales its steps, not its step sizes | neither acts |
/// | [Lion] is the authors' | there is none |
/// | [Lbfgs] searches by strong Wolfe conditions, one iteration a step | a fixed length, up to 20 iterations |
/// | [AdaDelta] and [RmsProp] remember as long as their sources: 0.95, 0.9 | 0.9, 0.99 |
/// | [Clipping] by norm divides by the norm | by the norm + 1e-6 |
/// | [ReduceOnPlateau] asks for an improvement by a part of the best's size | of the best, whatever its sign |
/// | [Schedule.WarmUp] starts at the first of equal rises | at a factor that is given |
/// | a [Schedule] speaks of parts of a run | of counts of steps |
@NullMarked
package dev.lamina.core.optimizer;

import org.jspecify.annotations.NullMarked;
