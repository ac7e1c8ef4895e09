/// Encog as a runner.
@NullMarked
package dev.lamina.benchmark.encog;

import org.jspecify.annotations.NullMarked;
