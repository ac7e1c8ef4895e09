package dev.lamina.core.metric;

/// A metric of predicted classes. A [DecisionMetric] judges which class is chosen, the others the probabilities.
public sealed interface ClassMetric extends Metric permits BrierScore, DecisionMetric, LogLoss, RocAuc {}
