package dev.lamina.core.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Which kernels compute: `-Dlamina.kernels=auto|scalar|vector`. `auto` begins with the scalar ones, which are fast
/// at once. If the module `jdk.incubator.vector` is there, it goes over to the vector ones: at once where much work is
/// expected, else once much was done and the just-in-time compiler has them ([VectorWarmUp]).
final class KernelChoice {

    /// Multiply-adds from which on vector kernels save more than the one or two seconds that compiling them takes.
    private static final long WORTH_COMPILING = 1L << 35;

    private static volatile Kernels current = first();

    /// Whether vector kernels may come.
    private static volatile boolean mayTurn = VectorOutlook.isOpen();

    private static final AtomicLong work = new AtomicLong();

    /// Those in use, which turn with the others.
    private static final List<TurningActivation> activations = new CopyOnWriteArrayList<>();

    private KernelChoice() {}

    /// What [Kernels#sayIfSlow] does, once: when this class is loaded.
    static final class Notice {

        static {
            if (VectorOutlook.isModuleMissing()) {
                log(Level.INFO, "scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
            } else if (VectorOutlook.WISH.equals("auto") && !VectorOutlook.isOpen()) {
                log(Level.DEBUG, "kernels are " + description());
            }
        }

        private Notice() {}

        static void given() {}
    }

    private static void log(Level level, String message) {
        System.getLogger(Kernels.class.getName()).log(level, message);
    }

    private static Kernels first() {
        return switch (VectorOutlook.WISH) {
            case "auto", "scalar" -> new ScalarKernels();
            case "vector" -> {
                if (!VectorOutlook.hasModule()) {
                    throw new IllegalStateException(
                            "lamina.kernels=vector needs the module: run java with --add-modules jdk.incubator.vector");
                }
                yield new VectorKernels();
            }
            default ->
                throw new IllegalStateException(
                        "lamina.kernels is \"" + VectorOutlook.WISH + "\", expected auto, scalar or vector");
        };
    }

    static Kernels current() {
        return current;
    }

    static String description() {
        return current instanceof VectorKernels
                ? current.description() + VectorOutlook.reason()
                : VectorOutlook.description();
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
            log(Level.DEBUG, "from here on, kernels are " + description());
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
