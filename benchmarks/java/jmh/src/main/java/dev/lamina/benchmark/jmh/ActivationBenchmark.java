package dev.lamina.benchmark.jmh;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The elementwise kernels, in nanoseconds an element, the copy into a buffer included.
@State(Scope.Benchmark)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dlamina.kernels=vector"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ActivationBenchmark.ELEMENTS)
public class ActivationBenchmark {

    static final int ELEMENTS = 64 * 64;

    @Param({"relu", "sigmoid", "tanh", "gelu", "softmax"})
    public String name = "relu";

    private Activation activation = Activation.named("relu");
    private final Matrix inputs = Samples.matrix(64, 64);
    private final Matrix kept = Matrix.zeros(64, 64);
    private final Matrix buffer = Matrix.zeros(64, 64);

    @Setup
    public void prepare() {
        activation = Activation.named(name);
        buffer.copyFrom(inputs);
        if (activation.savesSlope()) {
            activation.forward(buffer, kept);
        } else {
            activation.forward(buffer);
            kept.copyFrom(buffer);
        }
    }

    @Benchmark
    public Matrix forward() {
        buffer.copyFrom(inputs);
        activation.forward(buffer);
        return buffer;
    }

    @Benchmark
    public Matrix backward() {
        buffer.copyFrom(inputs);
        activation.backward(kept, buffer);
        return buffer;
    }
}
