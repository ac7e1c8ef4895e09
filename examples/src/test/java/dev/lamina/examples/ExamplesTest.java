package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lamina.Lamina;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples run and print what they are there to show.
class ExamplesTest {

    private static final Path PENGUINS = Path.of("../samples/penguins.csv");

    @FunctionalInterface
    private interface Program {
        void run() throws IOException;
    }

    @Test
    void aNetworkOfOnesOwnLearnsTheSpirals() throws IOException {
        assertThat(printed(OwnNetwork::main))
                .contains("total 1,218 parameters")
                .containsPattern("right on (19[5-9]|200) of 200 points");
    }

    @Test
    void aLayerAndALossOfOnesOwnPassTheGradientCheckAndASlipIsNamed() throws IOException {
        assertThat(printed(OwnLayerAndLoss::main))
                .contains("passed")
                .contains("layer 1 (snake, from 3.0)")
                .contains("with a slip: the loss charbonnier: outputs[1, 0]: back-propagation gives")
                .containsPattern("predicted -0\\.\\d+, 1\\.\\d+, 0\\.\\d+; true -0\\.72");
    }

    @Test
    void aRecordIsPredictedByWhatACsvFileTaught() throws IOException {
        assertThat(printed(() -> CsvToPredictor.main(new String[] {PENGUINS.toString()})))
                .contains("species     Gentoo")
                .contains("Gentoo      1.0000");
    }

    /// The numbers that README shows of `lamina trace`, which come another way.
    @Test
    void theWorkedExampleShowsTheNumbersOfTheTraceAndTheEngineAgrees() throws IOException {
        assertThat(printed(WorkedExample::main))
                .contains("(F1) Z, layer 1              0.589556 ")
                .contains("(F4) error Δ, layer 3        0.097796  -0.116113   0.140011")
                .contains("(F5) error Δ, layer 2        0.044659 ")
                .contains("(F6) ∂C/∂W, layer 3          0.049711  -0.059022 ")
                .contains("W − 0.1 · ∂C/∂W, layer 3     0.374988  -0.754109 ")
                .containsPattern("engine: cost 0\\.354611, no number differs by more than \\d\\.\\de-0[89]");
    }

    @Test
    void pythonReadsAModel(@TempDir Path folder) throws IOException, InterruptedException {
        Path model = folder.resolve("penguins.safetensors");
        Lamina.train(PENGUINS, "species").save(model);
        Process python;
        try {
            python = new ProcessBuilder("python3", "read_model.py", model.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            abort("python3 is not installed: read_model.py was not run");
            return;
        }
        String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(python.waitFor()).as(text).isZero();
        assertThat(text)
                .contains("members.0.layers.2.weight [24, 256] (")
                .contains("'task': 'classification', 'name': 'species', 'labels': ['Adelie', 'Chinstrap', 'Gentoo']");
    }

    private static String printed(Program program) throws IOException {
        PrintStream standard = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(standard);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
