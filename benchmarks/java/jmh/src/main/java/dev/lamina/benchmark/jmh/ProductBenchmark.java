package dev.lamina.benchmark.jmh;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The three products of a training step, C += A·B, Aᵀ·B and A·Bᵀ, over shapes written rows × columns × depth.
@State(Scope.Benchmark)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dlamina.kernels=vector"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProductBenchmark {

    @Param({"64x64x64", "256x256x256", "1024x1024x1024", "32x128x784", "128x512x784", "256x304x304"})
    public String shape = "64x64x64";

    @Param({"1", "2"})
    public int threads = 1;

    private Team team = Team.of(1);
    private Gemm gemm = Gemm.on(team);
    private Matrix a = Matrix.zeros(0, 0);
    private Matrix aTransposed = a;
    private Matrix b = a;
    private Matrix bTransposed = a;
    private Matrix c = a;

    @Setup
    public void prepare() {
        team = Team.of(threads);
        gemm = Gemm.on(team);
        int[] sizes = Samples.sizes(shape);
        a = Samples.matrix(sizes[0], sizes[2]);
        aTransposed = Samples.matrix(sizes[2], sizes[0]);
        b = Samples.matrix(sizes[2], sizes[1]);
        bTransposed = Samples.matrix(sizes[1], sizes[2]);
        c = Matrix.zeros(sizes[0], sizes[1]);
    }

    @TearDown
    public void end() {
        team.close();
    }

    @Benchmark
    public Matrix plain() {
        gemm.multiply(a, b, c);
        return c;
    }

    @Benchmark
    public Matrix transposedLeft() {
        gemm.transposedMultiply(aTransposed, b, c);
        return c;
    }

    @Benchmark
    public Matrix transposedRight() {
        gemm.multiplyTransposed(a, bTransposed, c);
        return c;
    }
}
