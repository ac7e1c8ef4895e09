/// Measures of how good predictions are, for people: accuracy, log loss, area under the curve, errors in units
/// of the target. Losses, which training minimises, are in `loss`.
@NullMarked
package dev.lamina.core.metric;

import org.jspecify.annotations.NullMarked;
