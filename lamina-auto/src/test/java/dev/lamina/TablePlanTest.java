package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.FittedTarget.Labels;
import dev.lamina.data.FittedTarget.Scaled;
import dev.lamina.data.Scaling;
import dev.lamina.data.Schema;
import dev.lamina.data.Task;
import dev.lamina.model.Provenance.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is chosen from the facts of the data, without training.
class TablePlanTest {

    private static final TableSettings NONE = TableSettings.forTarget("y");
    private static final FittedTarget SPECIES = new Labels("y", List.of("a", "b", "c"), Schema.Type.CATEGORY);
    private static final FittedTarget SIGN = new Labels("y", List.of("minus", "plus"), Schema.Type.CATEGORY);
    private static final FittedTarget PRICE = new Scaled("y", 10, 2.5);

    @Test
    void nothingFixedIsCompletedFromTheFacts() {
        TablePlan plan = TablePlan.of(NONE, 275, 15, SPECIES);

        assertThat(plan.network().toString())
                .isEqualTo(Network.inputs(15)
                        .dense(256)
                        .relu()
                        .dropout(0.5f)
                        .dense(256)
                        .relu()
                        .dropout(0.5f)
                        .dense(3)
                        .build()
                        .toString());
        assertThat(plan.loss()).isEqualTo(new SoftmaxCrossEntropy());
        assertThat(plan.training().optimizer()).isEqualTo(TableDefaults.OPTIMIZER.value());
        assertThat(plan.training().schedule()).isEqualTo(new Schedule.WarmUp(0.02, new Schedule.Cosine()));
        assertThat(plan.training().batchSize()).hasValue(64);
        assertThat(plan.training().stopping().patience()).isEqualTo(30);
        assertThat(plan.training().seed()).isZero();
        assertThat(plan.settings())
                .containsExactly(
                        Setting.chosen("layers", "256,256", "the default"),
                        Setting.chosen("activation", "relu", "the default"),
                        Setting.chosen("loss", "softmax-cross-entropy", "3 classes"),
                        Setting.chosen("optimizer", "adamw", "the default"),
                        Setting.chosen("learning-rate", "0.002", "the default"),
                        Setting.chosen("schedule", "warm-up-cosine", "the default"),
                        Setting.chosen("weight-decay", "0.02", "the default"),
                        Setting.chosen("dropout", "0.5", "classification, 275 rows"),
                        Setting.chosen("epochs", "200", "275 rows in batches of 64"),
                        Setting.chosen("batch-size", "64", "275 rows"),
                        Setting.chosen("patience", "30", "the default"));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 64, 200, 500, 0.5, 0.1",
        "1024, 64, 200, 500, 0.5, 0.1",
        "1025, 128, 200, 500, 0.2, 0.1",
        "8192, 128, 125, 125, 0.2, 0.1",
        "30000, 256, 68, 68, 0.2, 0.1",
        "100000, 512, 40, 40, 0.2, 0.1",
        "100001, 1024, 81, 81, 0.2, 0.1",
        "1000000, 1024, 40, 40, 0.2, 0.1",
    })
    void rowsAndTaskChooseBatchesEpochsAndDropout(
            int rows, int batch, int epochs, int epochsOfNumbers, String dropout, String dropoutOfNumbers) {
        TablePlan classes = TablePlan.of(NONE, rows, 3, SPECIES);
        TablePlan numbers = TablePlan.of(NONE, rows, 3, PRICE);

        assertThat(classes.training().batchSize()).hasValue(batch);
        assertThat(numbers.training().batchSize()).hasValue(batch);
        assertThat(classes.training().epochs()).isEqualTo(epochs);
        assertThat(numbers.training().epochs()).isEqualTo(epochsOfNumbers);
        assertThat(value(classes, "dropout")).isEqualTo(dropout);
        assertThat(value(numbers, "dropout")).isEqualTo(dropoutOfNumbers);
    }

    @Test
    void theTargetChoosesLossOutputsMetricAndScaling() {
        assertThat(TablePlan.of(NONE, 100, 3, SIGN).loss()).isEqualTo(new BinaryCrossEntropy());
        assertThat(TablePlan.of(NONE, 100, 3, SIGN).network().outputs()).isEqualTo(1);
        assertThat(TablePlan.of(NONE, 100, 3, SIGN).metric().name()).isEqualTo("accuracy");
        assertThat(TablePlan.of(NONE, 100, 3, PRICE).loss()).isEqualTo(new MeanSquaredError());
        assertThat(TablePlan.of(NONE, 100, 3, PRICE).metric().name()).isEqualTo("RMSE");
        assertThat(TablePlan.pipeline(NONE.missingWords(List.of("?")), Task.REGRESSION)
                        .scaling())
                .isEqualTo(Scaling.ROBUST);
        assertThat(TablePlan.pipeline(NONE.missingWords(List.of("?")), Task.CLASSIFICATION)
                        .missingWords())
                .containsExactly("?");
    }

    @Test
    void whatIsGivenIsTakenAndSaidToBe() {
        TableSettings given = NONE.withText(TableOptions.OPTIMIZER, "sgd")
                .with(TableOptions.WEIGHT_DECAY, 0.5)
                .withText(TableOptions.SCHEDULE, "plateau")
                .with(TableOptions.L1, 0.25)
                .with(TableOptions.MAX_NORM, 3.0)
                .with(TableOptions.CLIP_VALUE, 2.0)
                .with(TableOptions.LAYERS, List.of())
                .with(TableOptions.SEED, 9L);
        TablePlan plan = TablePlan.of(given, 100, 3, PRICE);

        assertThat(plan.network().layers()).hasSize(1);
        assertThat(plan.training().optimizer()).isEqualTo(Sgd.defaults().weightDecay(0.5f));
        assertThat(plan.training().plateau()).contains(ReduceOnPlateau.defaults());
        assertThat(plan.training().penalty()).isEqualTo(new Penalty(0.25f, 0));
        assertThat(plan.training().maxNorm()).contains(new MaxNorm(3));
        assertThat(plan.training().clipping()).contains(new Clipping.ByValue(2));
        assertThat(plan.training().seed()).isEqualTo(9);
        assertThat(plan.settings())
                .contains(
                        Setting.given("optimizer", "sgd"),
                        Setting.chosen(
                                "learning-rate", Float.toString(Sgd.defaults().learningRate()), "usual for sgd"),
                        Setting.given("weight-decay", "0.5"),
                        Setting.given("l1", "0.25"))
                .extracting(Setting::name)
                .doesNotContain("l2", "clip-norm", "seed");
    }

    @Test
    void aSearchChoosesWhatItNeeds() {
        TablePlan plan = TablePlan.of(NONE.withText(TableOptions.OPTIMIZER, "lbfgs"), 5000, 3, SPECIES);

        assertThat(plan.training().batchSize()).hasValue(5000);
        assertThat(plan.training().schedule()).isEqualTo(new Schedule.Constant());
        assertThat(plan.settings())
                .contains(
                        Setting.chosen("schedule", "constant", "lbfgs ends at its minimum by itself"),
                        Setting.chosen("dropout", "0.0", "dropout would keep lbfgs from its minimum"),
                        Setting.chosen("batch-size", "5000", "lbfgs needs all rows in one batch"));
    }

    @Test
    void helpNamesTheDefaultsThatThePlanTakes() {
        Map<String, String> help =
                TableOptions.all().stream().collect(Collectors.toMap(TableOption::name, TableOption::help));
        assertThat(TablePlan.of(NONE, 275, 15, SPECIES).settings())
                .filteredOn(setting -> setting.reason().equals("the default"))
                .hasSize(7)
                .allSatisfy(setting -> assertThat(help.get(setting.name())).contains("Default: " + setting.value()));
    }

    @Test
    void settingsThatExcludeEachOtherAreRefused() {
        TableSettings both = NONE.with(TableOptions.CLIP_NORM, 1.0).with(TableOptions.CLIP_VALUE, 1.0);

        assertThatThrownBy(() -> TablePlan.of(both, 100, 3, PRICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradients are clipped by norm or by value; set one of both");
    }

    private static String value(TablePlan plan, String name) {
        return plan.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
