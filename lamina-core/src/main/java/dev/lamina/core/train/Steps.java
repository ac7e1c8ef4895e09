package dev.lamina.core.train;

import dev.lamina.core.optimizer.Optimizer;

/// The samples of a training step by step, in buffers that every step reuses, and the cost of the parameters on
/// those of the current step: that of the data plus the penalty.
sealed interface Steps extends Optimizer.CostFunction permits WholeSteps, ShardedSteps {

    /// How many an epoch has.
    long perEpoch();

    /// Whether one step has all samples.
    boolean hasAllSamples();

    /// Goes to the start of an epoch.
    void begin(int epoch);

    /// Passes over the samples of so many steps.
    void skip(long steps);

    /// Takes the samples of the next step.
    ///
    /// @return false at the end of the epoch
    boolean next();

    /// Whether all samples of the step are known to weigh nothing, so that it changes nothing.
    boolean weighsNothing();

    /// The sum of the samples' weights, after an evaluation.
    double weight();

    /// Which step of the run this is, from 0: where dropout takes its numbers from until the next call, and what its
    /// probabilities are multiplied by.
    void randomness(long step, float dropoutFactor);

    /// Has a loss of one's own compared with its derivative, on samples as the network sees them.
    void checkLoss();

    /// The mean cost of the samples at the last evaluation, without the penalty.
    double dataCost();

    /// ∂C/∂θ as the last evaluation left it, the penalty's share included; in the layout of the parameters.
    float[] gradients();
}
