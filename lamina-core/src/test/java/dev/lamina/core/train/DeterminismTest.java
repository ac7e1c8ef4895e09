package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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
        List<String> output = run(List.of("--add-modules", "jdk.incubator.vector", option), threads);
        assertThat(output.getFirst()).startsWith(kernels);
        assertThat(output.getLast()).isEqualTo(TrainingDigest.sha256(1));
    }

    @Test
    void withoutTheVectorModuleScalarKernelsGiveTheSameBits()
            throws IOException, InterruptedException, URISyntaxException, NoSuchAlgorithmException {
        List<String> output = run(List.of(), 2);
        assertThat(output).contains("INFO: scalar kernels; run java with --add-modules jdk.incubator.vector for speed");
        assertThat(output).contains("scalar", TrainingDigest.sha256(1));
    }

    /// The lines that a JVM of its own prints, warnings about the incubating module aside.
    private static List<String> run(List<String> options, int threads)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), TrainingDigest.class.getName(), Integer.toString(threads)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .toList();
    }

    /// The two folders of classes that the program needs.
    private static String classPath() throws URISyntaxException {
        List<String> folders = new ArrayList<>();
        for (Class<?> type : List.of(Gemm.class, TrainingDigest.class)) {
            folders.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, folders);
    }
}
