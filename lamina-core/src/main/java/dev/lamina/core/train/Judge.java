package dev.lamina.core.train;

import dev.lamina.core.metric.Metric;

/// Measures the current parameters on samples that they are judged by.
sealed interface Judge permits Validation, ShardedValidation {

    /// Mean cost over the samples. Leaves predictions and targets for [#metric].
    double cost();

    /// The metric of the predictions that [#cost] made, of the rows whose weight is above 0, each counting the same.
    double metric(Metric metric);
}
