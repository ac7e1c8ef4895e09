package dev.lamina.core.internal.kernel;

import java.lang.System.Logger.Level;

/// Chooses the kernels of this JVM once: `-Dlamina.kernels=auto|scalar|vector`, where `auto` takes the vector
/// kernels if the module `jdk.incubator.vector` is there.
final class KernelChoice {

    private static final String WISH = System.getProperty("lamina.kernels", "auto");

    static final Kernels CHOSEN = choose(WISH);

    private KernelChoice() {}

    /// What [Kernels#sayIfSlow] does, once: when this class is loaded.
    static final class Notice {

        static {
            if (WISH.equals("auto") && CHOSEN instanceof ScalarKernels) {
                System.getLogger(Kernels.class.getName())
                        .log(Level.INFO, "scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
            }
        }

        private Notice() {}

        static void given() {}
    }

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
            case "auto" -> vectorModule && VectorKernels.supported() ? new VectorKernels() : new ScalarKernels();
            default ->
                throw new IllegalStateException("lamina.kernels is \"" + wish + "\", expected auto, scalar or vector");
        };
    }
}
