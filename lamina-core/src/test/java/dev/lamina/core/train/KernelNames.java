package dev.lamina.core.train;

import dev.lamina.core.matrix.Gemm;

/// Prints which kernels a JVM would have with the vector module and all compilers. For [KernelTurnTest], in a JVM
/// of its own.
final class KernelNames {

    private KernelNames() {}

    public static void main(String[] arguments) {
        System.out.println(Gemm.kernelsWithVectorModule());
    }
}
