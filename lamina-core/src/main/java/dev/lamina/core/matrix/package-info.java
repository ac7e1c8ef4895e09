/// Matrices of float32 values, one sample per row, and their products.
/// Everything above this package computes through [Matrix] and [Gemm] only.
@NullMarked
package dev.lamina.core.matrix;

import org.jspecify.annotations.NullMarked;
