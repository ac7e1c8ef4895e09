/// Deeplearning4j as a runner.
@NullMarked
package dev.lamina.benchmark.dl4j;

import org.jspecify.annotations.NullMarked;
