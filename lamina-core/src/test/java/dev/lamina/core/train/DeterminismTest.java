package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Place;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract: the same bits for a seed, whatever the threads, the vectors, the compiler and the machine.
class DeterminismTest {

    /// What each training ends with, on every machine and JDK. Only a change of the arithmetic, the random
    /// numbers or the trainings themselves may change these, and then on purpose.
    private static final Map<TrainingDigest, String> EXPECTED = Map.of(
            TrainingDigest.TINY, "916142149274d758c36b245ec36d19f244bb172ce2bc49d32a7cb904928f58c9",
            TrainingDigest.CLASSIFIER, "3ae7788a71f7eab467ba11d9752554921f6d804c8b99a74148e9329c2047aacf",
            TrainingDigest.REGRESSION, "c62c886d9dda14696e8fafd776f262b80cd38d3a50dc2910e97aa50155f6f4cd");

    private static final String MODULE = "--add-modules jdk.incubator.vector ";
    private static final String VECTORS = MODULE + "-Dlamina.kernels=vector ";

    @Test
    void noLayerOfLaminaIsLeftOut() {
        Network network = EveryLayer.network(5, 3);
        Stream<Class<?>> trained = Stream.of(network, network.forInference())
                .flatMap(each -> each.places().stream())
                .flatMap(Place::walk)
                .map(place -> place.layer().getClass());
        assertThat(trained.distinct().toList())
                .containsAll(Stream.<Class<?>>of(Layer.class.getPermittedSubclasses())
                        .filter(type -> type != CustomLayer.class)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void trainingGivesTheSameBitsWhateverTheThreads(int threads) throws NoSuchAlgorithmException {
        for (TrainingDigest training : TrainingDigest.values()) {
            assertThat(training.sha256(threads)).as(training.name()).isEqualTo(EXPECTED.get(training));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastEpochIsTheBestOne(TrainingDigest training) {
        TrainedNetwork trained = training.train(1);
        assertThat(trained.bestEpoch()).isEqualTo(trained.history().size());
    }

    @ParameterizedTest
    @CsvSource({
        VECTORS + "-XX:MaxVectorSize=16, 2, 'vector, 4 lanes'",
        VECTORS + "-XX:MaxVectorSize=32, 1, vector",
        VECTORS + "-XX:MaxVectorSize=64, 3, vector",
        VECTORS + "-XX:TieredStopAtLevel=1, 2, vector",
        MODULE + "-Dlamina.kernels=scalar, 1, scalar",
        MODULE + ", 1, 'scalar, then vector'",
        "-Dlamina.kernels=scalar -XX:TieredStopAtLevel=1, 3, scalar",
    })
    void everyKindOfJvmGivesTheSameBits(String options, int threads, String kernels)
            throws IOException, InterruptedException, URISyntaxException {
        assertEndsAsExpected(run(options, threads, TrainingDigest.values()), kernels, TrainingDigest.values());
    }

    @ParameterizedTest
    @CsvSource({VECTORS + "-Xint, vector", "-Dlamina.kernels=scalar -Xint, scalar"})
    void theInterpreterGivesTheSameBits(String options, String kernels)
            throws IOException, InterruptedException, URISyntaxException {
        assertEndsAsExpected(run(options, 1, TrainingDigest.TINY), kernels, TrainingDigest.TINY);
    }

    @Test
    void withoutTheVectorModuleScalarKernelsGiveTheSameBits()
            throws IOException, InterruptedException, URISyntaxException {
        List<String> output = run("-Dlamina.kernels=auto", 2, TrainingDigest.values());
        assertThat(output).contains("INFO: scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
        assertEndsAsExpected(output, "scalar", TrainingDigest.values());
    }

    @Test
    void scalarKernelsAreNoNewsWhereNothingIsComputed() throws IOException, InterruptedException, URISyntaxException {
        assertThat(run("-Dlamina.kernels=auto", 1)).containsExactly("scalar, without the module jdk.incubator.vector");
    }

    /// The kernels and the digests come last, after whatever the JVM has to say.
    private static void assertEndsAsExpected(List<String> output, String kernels, TrainingDigest... trainings) {
        List<String> printed = output.subList(output.size() - 1 - trainings.length, output.size());
        assertThat(printed.getFirst()).startsWith(kernels);
        assertThat(printed.subList(1, printed.size()))
                .isEqualTo(Arrays.stream(trainings).map(EXPECTED::get).toList());
    }

    private static List<String> run(String options, int threads, TrainingDigest... trainings)
            throws IOException, InterruptedException, URISyntaxException {
        Stream<String> names = Arrays.stream(trainings).map(TrainingDigest::name);
        String[] arguments =
                Stream.concat(Stream.of(Integer.toString(threads)), names).toArray(String[]::new);
        return OwnJvm.run(List.of(options.split(" ")), TrainingDigest.class, arguments);
    }
}
