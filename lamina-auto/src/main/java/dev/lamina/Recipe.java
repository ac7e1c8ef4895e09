package dev.lamina;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import java.util.List;
import java.util.Optional;

/// How one network for a table is made: how columns become numbers, which layers, and how it is trained.
/// Immutable settings; what depends on the data is completed by [#design].
sealed interface Recipe permits PlainRecipe, RealMlp, TabMMini {

    /// As it stands in a model's provenance, such as `realmlp`.
    String name();

    /// How columns become numbers.
    Pipeline pipeline();

    /// The network and its training for training rows that the pipeline has encoded.
    ///
    /// @param inputs the training rows, encoded
    /// @param effort how often they are seen
    Design design(FittedPipeline pipeline, Matrix inputs, Effort effort);

    /// How many multiplications a row takes on its way through a network of this recipe.
    double work(Network network);

    /// How many networks for the same training rows, from different seeds, are worth their time.
    int networks();

    /// How long a network is trained where nothing else limits it.
    ///
    /// @param rows of its training
    Effort effort(int rows);

    /// The epochs at which the training of that length may end, in ascending order; the last one is its
    /// length. Which one it is to be is decided for all networks of a recipe together. Empty where each
    /// network keeps its best epoch.
    List<Integer> ends(int epochs);

    /// A network and its training with nothing left open.
    ///
    /// @param start of the parameters; empty for the initializers of the network
    record Design(Network network, Loss loss, TrainingSettings training, Optional<Start> start) {}

    /// How the parameters start.
    @FunctionalInterface
    interface Start {

        /// The parameters before the first step.
        ///
        /// @param inputs the training rows, encoded
        Parameters of(Network network, Matrix inputs, long seed);
    }

    /// How long a network is trained: what costs time.
    ///
    /// @param epochs how often every row is seen
    /// @param batchSize rows per step
    record Effort(int epochs, int batchSize) {}
}
