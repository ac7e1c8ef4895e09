package dev.lamina.cli;

import dev.lamina.Lamina;
import dev.lamina.core.matrix.Gemm;
import picocli.CommandLine.IVersionProvider;

/// What computes here: the versions of Lamina and Java, and the kernels.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "lamina " + Lamina.version(),
            "kernels " + kernels(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /// The kernels of commands that compute, and why. The launcher runs what only looks at things in a lighter JVM than
    /// those, and says so.
    static String kernels() {
        return Boolean.getBoolean("lamina.light") ? Gemm.kernelsWithVectorModule() : Gemm.kernels();
    }
}
