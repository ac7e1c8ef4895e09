package dev.lamina;

import static dev.lamina.core.train.EarlyStopping.patience;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.reference.GradientCheck;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Split;
import dev.lamina.io.DataFileException;
import dev.lamina.io.TableReader;
import dev.lamina.model.Model;
import dev.lamina.model.RowPredictor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The programs of the READMEs compile and do what these say: every line of their Java blocks stands in
/// this file or in an example.
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    record Penguin(
            String island,
            double beakLengthMm,
            double beakDepthMm,
            double flipperLengthMm,
            Double bodyMassG,
            String sex) {}

    @Test
    void oneLineTrainsOnAFile() {
        assertThatThrownBy(() -> {
                    Model model = Lamina.train(Path.of("houses.csv"), "price");
                    model.save(Path.of("houses.safetensors"));
                })
                .isInstanceOf(DataFileException.class)
                .hasMessage("houses.csv: no such file");
    }

    @Test
    void aRecordPredicts() throws IOException {
        Path file = Path.of("penguins.safetensors");
        Lamina.train(ROOT.resolve("samples/penguins.csv"), "species").save(file);
        try {
            Model model = Model.load(Path.of("penguins.safetensors"));
            RowPredictor<Penguin> predictor = model.predictor(Penguin.class);
            String species = predictor.predictLabel(new Penguin("Biscoe", 46.1, 13.2, 211, 4500.0, "FEMALE"));

            assertThat(species).isEqualTo("Gentoo");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theBuilderTrainsANetworkOfOnesOwn() throws IOException {
        Examples examples = Examples.of(
                TableReader.defaults()
                        .read(ROOT.resolve("samples/digits.csv").toString())
                        .table(),
                "digit");
        Split split = Split.of(examples, 0.2, 42);
        FittedPipeline pipeline =
                Pipeline.defaults().fit(examples.select(split.training())).pipeline();
        Dataset train = pipeline.dataset(examples.table().select(split.training()));
        Dataset validation = pipeline.dataset(examples.table().select(split.validation()));

        Network network = Network.inputs(train.inputs())
                .dense(128)
                .relu()
                .dropout(0.2f)
                .dense(10)
                .build();

        TrainedNetwork trained = Trainer.of(network, new SoftmaxCrossEntropy())
                .optimizer(AdamW.defaults().learningRate(1e-3f))
                .batchSize(64)
                .epochs(20)
                .seed(42)
                .stopAfter(patience(3))
                .fit(train, validation);

        assertThat(trained.history().getLast().validationCost()).isLessThan(0.3);

        GradientCheck.of(network, new SoftmaxCrossEntropy()).run().orThrow();
    }

    @Test
    void everyJavaLineOfTheReadmesIsInThisTestOrAnExample() throws IOException {
        String source = flat(Files.readString(Path.of("src/test/java/dev/lamina/ReadmeTest.java"))) + examples();
        List<String> lines = new ArrayList<>(javaLines(ROOT.resolve("README.md")));
        assertThat(lines).isNotEmpty();
        for (Path module : DocumentationTest.modules()) {
            lines.addAll(javaLines(module.resolve("README.md")));
        }
        assertThat(lines).allSatisfy(line -> assertThat(source).contains(flat(line)));
    }

    private static List<String> javaLines(Path document) throws IOException {
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(document));
        return blocks.results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("//.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String examples() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String folder : List.of(
                "examples/src/main/java/dev/lamina/examples",
                "examples/spark/src/main/java/dev/lamina/examples/spark")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(ROOT.resolve(folder))) {
                for (Path file : files) {
                    sources.append(flat(Files.readString(file)));
                }
            }
        }
        return sources.toString();
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", "");
    }
}
