package dev.lamina.core.internal.kernel;

import java.lang.module.ModuleFinder;

/// Whether vector kernels may come, and why not.
final class VectorOutlook {

    /// `-Dlamina.kernels`.
    static final String WISH = System.getProperty("lamina.kernels", "auto");

    private static final String MODULE = "jdk.incubator.vector";

    private VectorOutlook() {}

    static boolean hasModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /// Whether they may come in this JVM.
    static boolean isOpen() {
        return WISH.equals("auto") && hasModule() && hasSecondCompiler();
    }

    /// Whether they would, if it had the module.
    static boolean isModuleMissing() {
        return WISH.equals("auto") && !hasModule() && hasSecondCompiler();
    }

    /// For this JVM, as long as its kernels are scalar.
    static String description() {
        return description(hasModule(), hasSecondCompiler());
    }

    /// See [Kernels#describedWithModule].
    static String describedWithModule() {
        return WISH.equals("vector")
                ? "vector" + reason()
                : description(ModuleFinder.ofSystem().find(MODULE).isPresent(), isHotSpot());
    }

    /// Why the kernels are those that were chosen, to go on with after their name.
    static String reason() {
        return WISH.equals("auto") ? " for much work" : ", as lamina.kernels says";
    }

    private static String description(boolean module, boolean secondCompiler) {
        if (WISH.equals("scalar")) {
            return "scalar" + reason();
        }
        if (!secondCompiler) {
            return "scalar, since the vector kernels need HotSpot's second compiler";
        }
        return module ? "scalar, then vector" + reason() : "scalar, without the module " + MODULE;
    }

    /// Whether this JVM compiles as the vector kernels need it: HotSpot's second compiler does, others leave vectors
    /// on the heap.
    private static boolean hasSecondCompiler() {
        return isHotSpot() && !mode().contains("emulated-client");
    }

    /// Whether it has that compiler, even if it was told to make do with the first one.
    private static boolean isHotSpot() {
        String machine = System.getProperty("java.vm.name", "");
        return (machine.contains("HotSpot") || machine.contains("OpenJDK"))
                && (mode().startsWith("mixed mode") || mode().startsWith("compiled mode"))
                && !System.getProperty("java.vm.version", "").contains("jvmci");
    }

    private static String mode() {
        return System.getProperty("java.vm.info", "");
    }
}
