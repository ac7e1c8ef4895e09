package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The presets reach a stated accuracy on real data: the small sets of `benchmarks/accuracy`, on the same
/// split.
class AccuracyFloorTest {

    @ParameterizedTest(name = "{0}: accuracy at least {3}")
    @CsvSource({
        "digits8x8.csv.gz, digit, fast, 0.95",
        "penguins.csv, species, default, 0.97",
        "breast_cancer_wdbc.csv, diagnosis, default, 0.95"
    })
    void classification(String file, String target, String preset, double floor) throws IOException {
        Evaluation.Classification evaluation = (Evaluation.Classification) evaluate(file, target, preset);
        assertThat(evaluation.accuracy()).isGreaterThanOrEqualTo(floor);
    }

    @ParameterizedTest(name = "{0}: RMSE at most {3}")
    @CsvSource({"concrete.csv, strength, fast, 6.6"})
    void regression(String file, String target, String preset, double ceiling) throws IOException {
        Evaluation.Regression evaluation = (Evaluation.Regression) evaluate(file, target, preset);
        assertThat(evaluation.rmse()).isLessThanOrEqualTo(ceiling);
    }

    private static Evaluation evaluate(String file, String target, String preset) throws IOException {
        Path data = Path.of(System.getProperty("lamina.shared", "../shared")).resolve("data");
        Assumptions.assumeTrue(Files.isDirectory(data), () -> "no folder " + data);
        Table table = TableReader.defaults().read(data.resolve(file).toString()).table();
        Model model = TableTrainer.of(TableSettings.forTarget(target)
                        .withText(TableOptions.PRESET, preset)
                        .with(TableOptions.SEED, 1L))
                .fit(half(table, false));
        return Evaluation.of(model, half(table, true));
    }

    /// The fixed split of the data sets: a hash of the row number.
    private static Table half(Table table, boolean test) {
        return table.select(IntStream.range(0, table.rows())
                .filter(row -> test == ((row * 2654435761L & 0xFFFFFFFFL) < 0.2 * 0x1p32))
                .toArray());
    }
}
