package dev.lamina.core.internal.kernel;

import java.lang.System.Logger.Level;

/// Chooses the kernels of this JVM once: `-Dlamina.kernels=auto|scalar|vector`, where `auto` takes the vector
/// kernels if the module `jdk.incubator.vector` is there and says at INFO when it is not.
final class KernelChoice {

    static final Kernels CHOSEN = choose(System.getProperty("lamina.kernels", "auto"));

    private KernelChoice() {}

    private static Kernels choose(String wish) {
        boolean vectorModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return switch (wish) {
            case "scalar" -> new ScalarKernels();
            case "vector" -> {
                if (!vectorModule) {
                    throw new IllegalStateException(
                            "lamina.kernels=vector needs the module: run java with --add-modules jdk.incubator.vector");
                }
                yield new VectorKernels();
            }
            case "auto" -> {
                if (vectorModule && VectorKernels.supported()) {
                    yield new VectorKernels();
                }
                System.getLogger(Kernels.class.getName())
                        .log(Level.INFO, "scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
                yield new ScalarKernels();
            }
            default ->
                throw new IllegalStateException("lamina.kernels is \"" + wish + "\", expected auto, scalar or vector");
        };
    }
}
