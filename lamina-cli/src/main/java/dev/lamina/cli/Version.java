package dev.lamina.cli;

import dev.lamina.Lamina;
import dev.lamina.core.matrix.Gemm;
import java.lang.module.ModuleFinder;
import picocli.CommandLine.IVersionProvider;

/// What computes here: the versions of Lamina and Java, and the kernels.
final class Version implements IVersionProvider {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String KERNELS = "lamina.kernels";

    @Override
    public String[] getVersion() {
        return new String[] {
            "lamina " + Lamina.version(),
            "kernels " + kernels(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /// The kernels that train, evaluate and predict use. The launcher runs light commands without the vector
    /// module, so that what is loaded is no answer there.
    private static String kernels() {
        if (isVectorModuleLoaded()) {
            return Gemm.kernels();
        }
        boolean possible = ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent();
        return possible && !System.getProperty(KERNELS, "auto").equals("scalar") ? "vector" : "scalar";
    }

    private static boolean isVectorModuleLoaded() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }
}
