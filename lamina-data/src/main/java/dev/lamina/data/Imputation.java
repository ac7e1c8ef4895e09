package dev.lamina.data;

/// What a missing number counts as, where a column is scaled. An indicator besides says that it was missing.
public enum Imputation {
    /// The median of the training rows.
    MEDIAN,
    /// The mean of the training rows.
    MEAN
}
