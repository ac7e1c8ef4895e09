package dev.lamina;

import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.FOLDS;
import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Evaluation.Coverage;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Intervals whose width depends on the row.
class QuantileBandTrainingTest {

    private static final int ROWS = 4000;
    private static final Table TRAINING = table(0);
    private static final Table NEW = table(1);

    /// y = 100 + 10·(a + b) with noise that grows from 1 to 30 with a.
    private static Table table(int index) {
        RandomStream random = RandomStream.of(5, Purpose.CHECK, index);
        double[] a = new double[ROWS];
        double[] b = new double[ROWS];
        double[] y = new double[ROWS];
        String[] loud = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            a[i] = random.nextDouble();
            b[i] = random.nextGaussian();
            y[i] = 100 + 10 * (a[i] + b[i]) + (1 + 29 * a[i] * a[i] * a[i]) * random.nextGaussian();
            loud[i] = a[i] > 0.5 ? "yes" : "no";
        }
        return Table.of(
                "noise",
                Column.numbers("a", a),
                Column.numbers("b", b),
                Column.categories("loud", loud),
                Column.numbers("y", y));
    }

    private static TableSettings settings(String loss) {
        return TableSettings.forTarget("y")
                .with(LAYERS, List.of(32))
                .with(EPOCHS, 20)
                .withText(LOSS, loss);
    }

    private static Model train(TableSettings settings, int threads) {
        return TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(threads))
                .fit(TRAINING);
    }

    private static Coverage coverage(Model model) {
        return Evaluation.of(model, NEW).coverage().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void intervalsHoldWhatTheyPromiseAndAreNarrowerThanEquallyWideOnes(int folds, @TempDir Path folder)
            throws Exception {
        TableSettings band = settings("quantile-band");
        TableSettings value = settings("mean-squared-error");
        Model bands = train(folds == 1 ? band : band.with(FOLDS, folds), 2);
        Model values = train(folds == 1 ? value : value.with(FOLDS, folds), 2);
        assertThat(bands.members()).hasSize(folds);
        assertThat(coverage(bands).reached()).isCloseTo(0.9, within(0.03));
        assertThat(coverage(values).reached()).isCloseTo(0.9, within(0.03));
        assertThat(coverage(bands).size()).isLessThan(0.85 * coverage(values).size());
        Predictions predictions = bands.predictor().predict(NEW);
        for (double asked : new double[] {0.5, 0.8, 0.95}) {
            assertThat(reached(predictions, asked)).as("%s", asked).isCloseTo(asked, within(0.04));
        }
        bands.save(folder.resolve("bands"));
        Predictions loaded = Model.load(folder.resolve("bands")).predictor().predict(NEW);
        for (int i = 0; i < 50; i++) {
            assertThat(loaded.lower(i, 0.9)).isEqualTo(predictions.lower(i, 0.9));
            assertThat(loaded.upper(i, 0.9)).isEqualTo(predictions.upper(i, 0.9));
        }
    }

    private static double reached(Predictions predictions, double coverage) {
        double[] actual = ((Column.Numbers) NEW.require("y")).values();
        int held = 0;
        for (int i = 0; i < ROWS; i++) {
            held += predictions.lower(i, coverage) <= actual[i] && actual[i] <= predictions.upper(i, coverage) ? 1 : 0;
        }
        return (double) held / ROWS;
    }

    @Test
    void theBitsAreTheSameForAnyNumberOfThreads() {
        TableSettings settings = settings("quantile-band").with(EPOCHS, 2).with(FOLDS, 2);
        Model one = train(settings, 1);
        Model three = train(settings, 3);
        assertThat(three.parametersHash()).isEqualTo(one.parametersHash());
        assertThat(three.calibration()).isEqualTo(one.calibration());
    }

    @Test
    void classesHaveNoBand() {
        TableSettings settings = TableSettings.forTarget("loud").withText(LOSS, "quantile-band");
        assertThatThrownBy(() -> TableTrainer.of(settings).fit(TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile-band does not suit the target \"loud\", which has 2 classes; leave the loss out"
                        + " to have one chosen, here binary-cross-entropy");
    }
}
