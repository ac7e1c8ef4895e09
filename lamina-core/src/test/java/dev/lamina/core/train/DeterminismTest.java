package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract: the same bits for a seed, whatever the threads, the vectors and the compiler.
class DeterminismTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void trainingAgainGivesTheSameBitsWhateverTheThreads(int threads) throws NoSuchAlgorithmException {
        assertThat(TrainingDigest.sha256(threads)).isEqualTo(TrainingDigest.sha256(1));
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:MaxVectorSize=16, 2, 'vector, 4 lanes'",
        "-XX:MaxVectorSize=32, 1, vector",
        "-XX:MaxVectorSize=64, 3, vector",
        "-Dlamina.kernels=scalar, 1, scalar",
        "-Dlamina.kernels=scalar, 3, scalar",
        "-XX:TieredStopAtLevel=1, 2, vector",
    })
    void everyKindOfJvmGivesTheSameBits(String option, int threads, String kernels)
            throws IOException, InterruptedException, URISyntaxException, NoSuchAlgorithmException {
        List<String> output = digest(List.of("--add-modules", "jdk.incubator.vector", option), threads);
        assertThat(output.getFirst()).startsWith(kernels);
        assertThat(output.getLast()).isEqualTo(TrainingDigest.sha256(1));
    }

    @Test
    void withoutTheVectorModuleScalarKernelsGiveTheSameBits()
            throws IOException, InterruptedException, URISyntaxException, NoSuchAlgorithmException {
        List<String> output = digest(List.of(), 2);
        assertThat(output).contains("INFO: scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
        assertThat(output).contains("scalar", TrainingDigest.sha256(1));
    }

    private static List<String> digest(List<String> options, int threads)
            throws IOException, InterruptedException, URISyntaxException {
        return OwnJvm.run(options, TrainingDigest.class, Integer.toString(threads));
    }
}
