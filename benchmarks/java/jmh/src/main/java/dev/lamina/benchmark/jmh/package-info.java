/// JMH benchmarks of Lamina's kernels and steps, for looking closely at one of them.
@NullMarked
package dev.lamina.benchmark.jmh;

import org.jspecify.annotations.NullMarked;
