/// Activations f: definition and derivative as formulas on `double`, and their fast form on matrices.
/// An activation sees whole rows, so that softmax is one like the others.
@NullMarked
package dev.lamina.core.activation;

import org.jspecify.annotations.NullMarked;
