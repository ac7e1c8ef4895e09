package dev.lamina;

import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.METRIC;
import static dev.lamina.TableOptions.PRESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.CalibratedLogLoss;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenMetricTest {

    private static final TableSettings NONE = TableSettings.forTarget("y");
    private static final FittedTarget CLASSES =
            target(Column.categories("y", "no", "no", "no", "yes", "yes", "yes"), Task.CLASSIFICATION);
    private static final FittedTarget NUMBERS = target(Column.numbers("y", 10, 20, 30, 40, 50, 60), Task.REGRESSION);

    private static FittedTarget target(Column column, Task task) {
        Table table = Table.of("test", Column.numbers("x", 1, 2, 3, 4, 5, 6), column);
        return Pipeline.defaults().fit(Examples.of(table, "y", task)).pipeline().target();
    }

    private static TableSettings metric(String name) {
        return NONE.withText(METRIC, name);
    }

    @Test
    void presetsJudgeProbabilitiesByCalibratedLogLossWhereTheyCanBeCalibrated() {
        ChosenMetric chosen = ChosenMetric.of(NONE, CLASSES);

        assertThat(chosen.judges()).isEqualTo(new LogLoss());
        assertThat(chosen.chooses()).contains(new CalibratedLogLoss());
        assertThat(chosen.calibrates()).isTrue();
        Matrix certain = Matrix.zeros(1000, 2);
        certain.columns(1, 2).fill(1);
        Matrix targets = Matrix.zeros(1000, 1);
        targets.fill(1);
        targets.set(7, 0, 0);
        float[] counts = new float[1000];
        Arrays.fill(counts, 1);
        counts[7] = 2;
        Matrix few = certain.rows(0, 999);
        Matrix fewTargets = targets.rows(0, 999);
        assertThat(chosen.cost(few, fewTargets, null)).isEqualTo(new LogLoss().value(few, fewTargets));
        assertThat(chosen.cost(certain, targets, null)).isEqualTo(new CalibratedLogLoss().value(certain, targets));
        assertThat(chosen.cost(certain, targets, counts))
                .isEqualTo(new CalibratedLogLoss().value(certain, targets, counts))
                .isGreaterThan(chosen.cost(certain, targets, null));
    }

    @Test
    void oneNetworkOfDenseLayersKeepsItsProbabilitiesAndItsCost() {
        ChosenMetric chosen = ChosenMetric.of(NONE.with(LAYERS, List.of(4)), CLASSES);

        assertThat(chosen.chooses()).isEmpty();
        assertThat(chosen.shown()).isEqualTo(new Accuracy());
        assertThat(chosen.calibrates()).isFalse();
    }

    @Test
    void theMetricThatIsGivenChoosesAndIsShown() {
        for (Metric metric : Metric.all()) {
            FittedTarget target =
                    METRIC.help().indexOf(metric.name()) < METRIC.help().indexOf("For numbers") ? CLASSES : NUMBERS;
            ChosenMetric chosen = ChosenMetric.of(NONE.with(METRIC, metric), target);
            assertThat(chosen.judges()).isEqualTo(metric);
            if (!(metric instanceof RootMeanSquaredError || metric instanceof LogLoss)) {
                assertThat(chosen.chooses().orElseThrow().name()).isEqualTo(metric.name());
                assertThat(chosen.shown().label()).isEqualTo(metric.label());
            }
            assertThat(chosen.shown().higherIsBetter()).isEqualTo(metric.higherIsBetter());
        }
    }

    @Test
    void errorsAreShownInUnitsOfTheTarget() {
        FittedTarget.Scaled scaled = (FittedTarget.Scaled) NUMBERS;
        Matrix targets = Matrix.of(new float[][] {{(float) scaled.scale(10)}, {(float) scaled.scale(20)}});
        Matrix predictions = Matrix.of(new float[][] {{(float) scaled.scale(13)}, {(float) scaled.scale(21)}});

        assertThat(ChosenMetric.of(metric("mae"), NUMBERS).shown().value(predictions, targets))
                .isCloseTo(2, within(1e-5));
        assertThat(ChosenMetric.of(NONE, NUMBERS).shown().value(predictions, targets))
                .isCloseTo(Math.sqrt(5), within(1e-5));
    }

    @Test
    void aMetricOfTheOtherTaskIsRefused() {
        assertThatThrownBy(() -> ChosenMetric.of(metric("rmse"), CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the metric rmse does not judge predictions of classes; choose another one");
        assertThatThrownBy(() -> ChosenMetric.of(metric("accuracy").with(PRESET, Preset.FAST), NUMBERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the metric accuracy does not judge predictions of numbers; choose another one");
    }

    @Test
    void anUnknownMetricIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> metric("acuracy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown metric \"acuracy\"; known are ")
                .hasMessageContaining("accuracy");
    }
}
