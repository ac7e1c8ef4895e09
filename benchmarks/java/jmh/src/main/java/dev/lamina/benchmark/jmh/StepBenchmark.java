package dev.lamina.benchmark.jmh;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.parameter.Parameters;
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

/// The parts of a training step, and the whole of it.
@State(Scope.Benchmark)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dlamina.kernels=vector"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {

    private static final Loss LOSS = new MeanSquaredError();

    @Param({"4-3-4-3", "8-64-64-1", "784-128-10", "784-512-512-10"})
    public String widths = "4-3-4-3";

    @Param("64")
    public int batch = 64;

    @Param({"sgd", "adam"})
    public String optimizer = "sgd";

    @Param({"1", "2"})
    public int threads = 1;

    private Team team = Team.of(1);
    private Parameters parameters = network().initialize(1);
    private Pass pass = Pass.forTraining(network(), parameters, batch, Gemm.on(team));
    private Optimizer.State state = Optimizer.named(optimizer).start(parameters.size());
    private Matrix targets = Matrix.zeros(0, 0);

    @Setup
    public void prepare() {
        team = Team.of(threads);
        Network network = network();
        parameters = network.initialize(1);
        pass = Pass.forTraining(network, parameters, batch, Gemm.on(team));
        pass.input(batch).copyFrom(Samples.matrix(batch, network.inputs()));
        state = Optimizer.named(optimizer).start(parameters.size());
        state.runOn(team);
        targets = Samples.matrix(batch, network.outputs());
        step();
    }

    @TearDown
    public void end() {
        team.close();
    }

    private Network network() {
        int[] sizes = Samples.sizes(widths);
        Network.Builder builder = Network.inputs(sizes[0]);
        for (int i = 1; i < sizes.length - 1; i++) {
            builder.dense(sizes[i]).relu();
        }
        return builder.dense(sizes[sizes.length - 1]).build();
    }

    @Benchmark
    public Matrix forward() {
        return pass.forward(batch);
    }

    @Benchmark
    public float[] backward() {
        pass.backward(batch);
        return pass.gradients();
    }

    /// The rate is 0, so that the numbers stay what they are.
    @Benchmark
    public float[] update() {
        state.step(parameters, pass.gradients(), 0);
        return parameters.values();
    }

    @Benchmark
    public double step() {
        double cost = LOSS.cost(pass.forward(batch), targets, null, pass.outputGradient(batch));
        pass.backward(batch);
        state.step(parameters, pass.gradients(), 0);
        return cost;
    }
}
