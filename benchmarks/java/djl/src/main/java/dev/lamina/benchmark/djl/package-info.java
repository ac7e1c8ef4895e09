/// DJL with its PyTorch engine as a runner.
@NullMarked
package dev.lamina.benchmark.djl;

import org.jspecify.annotations.NullMarked;
