/// Matrices of float32 values, one sample per row, their products, and the team of threads that computes them.
/// Everything above this package multiplies through [Gemm] only.
@NullMarked
package dev.lamina.core.matrix;

import org.jspecify.annotations.NullMarked;
