package dev.lamina.explain;

import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.MeanAbsoluteError;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RSquared;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.List;

/// The metrics of one model's predictions for rows that count several times each, or not at all. What each row
/// contributes is worked out once. Immutable and thread-safe.
sealed interface ResampledMetrics permits ResampledClasses, ResampledValues {

    /// Of a model's predictions.
    ///
    /// @param table with a target in every row
    static ResampledMetrics of(Model model, Predictions predictions, Table table) {
        RowCosts costs =
                RowCosts.of(model, table, RowCosts.unit(model.pipeline().target()));
        return switch (costs) {
            case RowCosts.OfClasses classes -> new ResampledClasses(predictions, classes);
            case RowCosts.OfValues values -> new ResampledValues(predictions, values);
        };
    }

    /// The metrics of [#values], in their order.
    static List<Metric> metrics(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels _ -> List.of(new Accuracy(), new LogLoss(), new RocAuc(), new F1());
            case FittedTarget.Scaled _ -> List.of(new RootMeanSquaredError(), new MeanAbsoluteError(), new RSquared());
        };
    }

    /// The metrics for rows that count so often each; NaN for one that is undefined.
    double[] values(int[] counts);
}
