package dev.lamina.core.parameter;

/// What a matrix of parameters does in its layer. Rules that concern some parameters only, such as a bound on weights
/// or the shape in a file, go by it.
public enum Role {

    /// Multiplies inputs and sums them up: column j holds the weights that enter neuron j.
    WEIGHT,

    /// Is added to each column, as the bias of a dense layer or the shift of a norm.
    BIAS,

    /// Multiplies each column by itself, as the factor of a norm.
    SCALE,

    /// Is measured from the data while training runs, as a running mean. No optimizer changes it.
    STATISTIC,

    /// A table with a vector for each category, one a row.
    EMBEDDING
}
