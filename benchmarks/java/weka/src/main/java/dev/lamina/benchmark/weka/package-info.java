/// Weka as a runner.
@NullMarked
package dev.lamina.benchmark.weka;

import org.jspecify.annotations.NullMarked;
