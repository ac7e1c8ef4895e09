package dev.lamina.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void everyMetricIsFoundByItsName() {
        assertThat(Metric.all()).extracting(Metric::name).doesNotHaveDuplicates();
        for (Metric metric : Metric.all()) {
            assertThat(Metric.named(metric.name())).isEqualTo(metric);
            assertThat(metric).isInstanceOfAny(ClassMetric.class, ValueMetric.class);
        }
        assertThatThrownBy(() -> Metric.named("rms"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown metric \"rms\"; known are log-loss, accuracy, balanced-accuracy, auc, f1, mcc,"
                        + " brier, rmse, mae, median-absolute-error, mape, r2");
    }

    @Test
    void noMetricIsLeftOut() {
        List<String> records = Stream.of(ClassMetric.class, DecisionMetric.class, ValueMetric.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .filter(Class::isRecord)
                .map(Class::getName)
                .toList();
        assertThat(Metric.all())
                .extracting(metric -> metric.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void peopleReadTheNamesThatTheyKnow() {
        assertThat(Metric.all())
                .extracting(Metric::label)
                .containsExactly(
                        "log loss",
                        "accuracy",
                        "balanced accuracy",
                        "ROC AUC",
                        "F1",
                        "MCC",
                        "Brier score",
                        "RMSE",
                        "MAE",
                        "median absolute error",
                        "MAPE",
                        "R²");
    }
}
