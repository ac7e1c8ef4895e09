package dev.lamina.core.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Which kernels compute: `-Dlamina.kernels=auto|scalar|vector`. `auto` begins with the scalar ones, which are fast
/// at once. If the module `jdk.incubator.vector` is there, it goes over to the vector ones: at once where much work is
/// expected, else once much was done and the just-in-time compiler has them ([VectorWarmUp]).
final class KernelChoice {

    private static final String WISH = System.getProperty("lamina.kernels", "auto");

    /// Multiply-adds from which on vector kernels save more than the one or two seconds that compiling them takes.
    private static final long WORTH_COMPILING = 1L << 35;

    private static final boolean VECTOR_MODULE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private static volatile Kernels current = first();

    /// Whether vector kernels may come.
    private static volatile boolean mayTurn = WISH.equals("auto") && VECTOR_MODULE && secondCompiler();

    private static final AtomicLong work = new AtomicLong();

    /// Those in use, which turn with the others.
    private static final List<TurningActivation> activations = new CopyOnWriteArrayList<>();

    private KernelChoice() {}

    /// What [Kernels#sayIfSlow] does, once: when this class is loaded.
    static final class Notice {

        static {
            if (WISH.equals("auto") && !VECTOR_MODULE) {
                System.getLogger(Kernels.class.getName())
                        .log(Level.INFO, "scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
            }
        }

        private Notice() {}

        static void given() {}
    }

    private static Kernels first() {
        return switch (WISH) {
            case "auto", "scalar" -> new ScalarKernels();
            case "vector" -> {
                if (!VECTOR_MODULE) {
                    throw new IllegalStateException(
                            "lamina.kernels=vector needs the module: run java with --add-modules jdk.incubator.vector");
                }
                yield new VectorKernels();
            }
            default ->
                throw new IllegalStateException("lamina.kernels is \"" + WISH + "\", expected auto, scalar or vector");
        };
    }

    /// Whether this JVM compiles as the vector kernels need it: HotSpot's second compiler does, others leave vectors
    /// on the heap.
    private static boolean secondCompiler() {
        String machine = System.getProperty("java.vm.name", "");
        String mode = System.getProperty("java.vm.info", "");
        return (machine.contains("HotSpot") || machine.contains("OpenJDK"))
                && (mode.startsWith("mixed mode") || mode.startsWith("compiled mode"))
                && !mode.contains("emulated-client")
                && !System.getProperty("java.vm.version", "").contains("jvmci");
    }

    static Kernels current() {
        return current;
    }

    static String description() {
        if (current instanceof VectorKernels || WISH.equals("scalar")) {
            return current.description();
        }
        return mayTurn
                ? "scalar, then vector"
                : VECTOR_MODULE
                        ? "scalar, since the vector kernels need HotSpot's second compiler"
                        : "scalar, without the module jdk.incubator.vector";
    }

    static ActivationKernel activation(ScalarActivation definition) {
        if (!mayTurn) {
            return current.activation(definition);
        }
        TurningActivation activation = new TurningActivation(definition);
        activations.add(activation);
        if (current instanceof VectorKernels) {
            activation.turn();
        }
        return activation;
    }

    /// See [Kernels#expect].
    static void expect(double multiplyAdds) {
        if (mayTurn && multiplyAdds >= WORTH_COMPILING && VectorKernels.supported()) {
            turn();
        }
    }

    /// See [Kernels#worked].
    static void worked(long multiplyAdds) {
        if (mayTurn && work.addAndGet(multiplyAdds) >= WORTH_COMPILING && work.getAndSet(Long.MIN_VALUE) > 0) {
            new VectorWarmUp(activations, KernelChoice::turn).start();
        }
    }

    /// From here on, the vector kernels compute.
    static synchronized void turn() {
        if (mayTurn) {
            current = new VectorKernels();
            mayTurn = false;
            activations.forEach(TurningActivation::turn);
            System.getLogger(Kernels.class.getName()).log(Level.DEBUG, "from here on, kernels are " + description());
        }
    }

    /// An activation on whichever kernels compute at the time.
    static final class TurningActivation implements ActivationKernel {

        private final ScalarActivation definition;
        private volatile ActivationKernel kernel;

        private TurningActivation(ScalarActivation definition) {
            this.definition = definition;
            kernel = definition;
        }

        ActivationKernel onLanes() {
            return definition.onLanes();
        }

        private void turn() {
            kernel = onLanes();
        }

        @Override
        public void value(float[] z, int offset, int count) {
            kernel.value(z, offset, count);
        }

        @Override
        public void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count) {
            kernel.valueAndSlope(z, offset, slope, slopeOffset, count);
        }
    }
}
