/// Lamina as a runner: training steps, predictions and products as its own classes do them, and the limits of the
/// machine that they are held against.
@NullMarked
package dev.lamina.benchmark.lamina;

import org.jspecify.annotations.NullMarked;
