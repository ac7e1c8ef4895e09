/// Loops on `float[]`: products, activations and sums, once in plain Java and once with the Vector API.
/// Both give the same bits; the rest of the project sees them through [Kernels] only.
@NullMarked
package dev.lamina.core.internal.kernel;

import org.jspecify.annotations.NullMarked;
