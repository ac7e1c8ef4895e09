package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.data.TimeFormat;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that an older Lamina wrote load, and predict what they predicted there, bit for bit.
final class OldModelFileTest {

    private static final int ROWS = 300;

    /// What an embedding takes, see `every-layer.safetensors`.
    private static final int CATEGORIES = 5;

    @ParameterizedTest
    @CsvSource({
        "penguins, a08946c1692156be2e05b7b4db9a5d4931f2ddfaa2318eae36ccb9a8eb1fb14d",
        "cars, c6fa7fedb3482f211edc765eae76aaf22117652814db46a647b6fbcf7b32e0cf",
        "every-layer, 59df56285e436549b01dd5a2b655b9af9a66033f82eb0b2642bfa4e92cbd9972",
    })
    void fileOfFormatOnePredictsTheSameBits(String name, String sha256) throws Exception {
        assertThat(predictions(Model.load(file(name)))).isEqualTo(sha256);
    }

    @ParameterizedTest
    @CsvSource({"penguins", "cars", "every-layer"})
    void fileOfFormatOneCanBeWrittenAnew(String name, @TempDir Path folder) throws Exception {
        Model old = Model.load(file(name));
        old.save(folder.resolve("new.safetensors"));
        Model again = Model.load(folder.resolve("new.safetensors"));
        assertThat(again.parametersHash()).isEqualTo(old.parametersHash());
        assertThat(predictions(again)).isEqualTo(predictions(old));
    }

    @Test
    void settingsOfFormatOneAreKeptThoughNobodyKnowsWhoChoseThem() throws Exception {
        Provenance.Training training = Model.load(file("penguins")).provenance().training();

        assertThat(training.values()).containsEntry("optimizer", "adamw").containsKey("epochs");
        assertThat(training.settings()).allMatch(setting -> !setting.given());
        assertThat(training.reasons().values()).containsOnly("given or chosen, the file does not say");
    }

    @Test
    void fileOfFormatTwoWithTimesPredictsTheSame() throws Exception {
        Model model = Model.load(file("format-2", "sales"));
        Table table = Table.of(
                "new",
                new Column.Times("day", new double[] {1_589_673_600, 1_669_852_800, Double.NaN, 1_924_992_000}),
                Column.numbers("area", 50, 10.5, 70, 70),
                Column.categories("city", "a", "c", "b", "b"));

        Predictions predictions = model.predictor().predict(table);

        assertThat(IntStream.range(0, 4).mapToDouble(predictions::value))
                .containsExactly(142.83675559384483, 117.14305872311549, 160.01983895723905, 3.7197100482190564);
        assertThat(model.pipeline().schema().fields()).contains(Schema.Field.time("day", TimeFormat.YEAR_MONTH_DAY));
    }

    /// Numbers and times of several formats, a range, every kind of column; a model of labels by softmax and one by
    /// sigmoid.
    @ParameterizedTest
    @CsvSource({
        "prices, 3e41befdd2b7d114fd2d0f218ce98360189b6674d8098c2cd09a26ba1e6f154e",
        "kinds, 21835fa5aa80bdf399e5937ad9b38f2736a870149fc4d6044385cd95046971ab",
        "sold, eee477360cfb4e7f42c0d151083586c23de5d1b3272d7d83d0528ea7192c036d",
    })
    void fileOfFormatThreePredictsTheSameBits(String name, String sha256, @TempDir Path folder) throws Exception {
        Model old = Model.load(file("format-3", name));
        assertThat(Bits.of(old.predictor().predict(Models.table(600)))).isEqualTo(sha256);

        old.save(folder.resolve("new.safetensors"));
        Model again = Model.load(folder.resolve("new.safetensors"));
        assertThat(again.parametersHash()).isEqualTo(old.parametersHash());
        assertThat(Bits.of(again.predictor().predict(Models.table(600)))).isEqualTo(sha256);
        assertThat(again.pipeline()).isEqualTo(old.pipeline());
        assertThat(again.provenance()).isEqualTo(old.provenance());
    }

    @Test
    void everyLayerHasBiasesWithinOtherLayers() throws Exception {
        assertThat(Model.load(file("every-layer")).network().parameters().views())
                .anyMatch(view -> view.name().matches("layers\\.\\d+\\.\\d+.*\\.bias"));
    }

    private static Path file(String name) throws URISyntaxException {
        return file("format-1", name);
    }

    private static Path file(String format, String name) throws URISyntaxException {
        String resource = "/" + format + "/" + name + ".safetensors";
        return Path.of(Objects.requireNonNull(OldModelFileTest.class.getResource(resource), resource)
                .toURI());
    }

    /// SHA-256 of what the model predicts for made-up rows, as big-endian doubles.
    private static String predictions(Model model) {
        RandomStream random = RandomStream.of(1, Purpose.SPLIT, 0);
        Matrix inputs = Matrix.zeros(ROWS, model.network().network().inputs());
        for (int i = 0; i < ROWS; i++) {
            inputs.set(i, 0, random.nextInt(CATEGORIES));
            for (int j = 1; j < inputs.columns(); j++) {
                inputs.set(i, j, (float) random.nextGaussian());
            }
        }
        return Bits.of(model.predictor().predict(inputs));
    }
}
