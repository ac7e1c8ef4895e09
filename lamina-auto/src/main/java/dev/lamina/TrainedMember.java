package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import java.util.List;

/// One network of a model after its training, as it was at each epoch at which the training may end.
///
/// @param network after the whole training
/// @param ends one or more, the last one as `network` has it
record TrainedMember(PlannedMember plan, TrainedNetwork network, FittedPipeline pipeline, List<End> ends) {

    /// A network as it was after an epoch.
    ///
    /// @param heldOut what it predicts for the validation rows of its split: a probability for each class, or the
    ///     value as the network sees the target
    record End(int epoch, Parameters parameters, Matrix heldOut) {}

    TrainedMember {
        ends = List.copyOf(ends);
    }

    /// Whether it saw every training row once at least.
    boolean whole() {
        return network.history().getFirst().whole();
    }

    /// Whether it came to the end of its training by itself.
    boolean complete() {
        return switch (network.stopReason()) {
            case COMPLETED, PATIENCE, CONVERGED -> true;
            case TIME_BUDGET, REQUESTED -> false;
        };
    }

    /// The end of that number, or the last one where training was cut short before.
    End end(int number) {
        return ends.get(Math.min(number, ends.size() - 1));
    }

    /// The network as it was at one of its ends.
    TrainedNetwork networkAt(End end) {
        return new TrainedNetwork(
                network.network(),
                end.parameters(),
                network.loss(),
                network.history(),
                end.epoch(),
                network.stopReason());
    }

    /// The report of the last epoch.
    EpochReport last() {
        return network.history().getLast();
    }
}
