package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTurnTest {

    @ParameterizedTest
    @ValueSource(strings = {"expected", "worked"})
    void vectorKernelsTakeOverWithinATrainingAndNoBitChanges(String way)
            throws IOException, InterruptedException, URISyntaxException {
        // On some machines the second compiler leaves a kernel slow in one process of four: the scalar ones stay then.
        List<String> printed = List.of("", "", "");
        for (int tries = 0; tries < 4 && !printed.get(1).startsWith("vector"); tries++) {
            printed = OwnJvm.run(List.of("--add-modules", "jdk.incubator.vector"), KernelTurn.class, way);
        }

        assertThat(printed.get(0)).isEqualTo("scalar, then vector for much work");
        assertThat(printed.get(1)).matches("vector, \\d+ lanes for much work");
        assertThat(printed.get(2)).isEqualTo("true");
    }

    @Test
    void withoutTheSecondCompilerTheScalarKernelsStay() throws IOException, InterruptedException, URISyntaxException {
        List<String> options = List.of("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1");

        assertThat(OwnJvm.run(options, KernelTurn.class, "expected").get(1))
                .isEqualTo("scalar, since the vector kernels need HotSpot's second compiler");
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:TieredStopAtLevel=1, 'scalar, then vector for much work'",
        "-Xint, 'scalar, since the vector kernels need HotSpot''s second compiler'",
        "-Dlamina.kernels=scalar, 'scalar, as lamina.kernels says'",
        "-Dlamina.kernels=vector, 'vector, as lamina.kernels says'",
    })
    void aLighterJvmKnowsWhatOthersComputeWith(String option, String kernels)
            throws IOException, InterruptedException, URISyntaxException {
        assertThat(OwnJvm.run(List.of(option), KernelNames.class)).containsExactly(kernels);
    }
}
