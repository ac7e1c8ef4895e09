package dev.lamina;

import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.StopReason;
import java.util.List;

/// How the training of one network went, whether the model has it or not.
///
/// @param recipe by which it was trained, such as `RealMLP`; empty for the layers that the settings say
/// @param fold the part of the rows that it did not train on, from 1
/// @param weight its share of the model, 0 to 1; 0 if the model does without it
/// @param history all epochs, the first one first
/// @param bestEpoch the one with the best validation
public record NetworkRun(
        String recipe, int fold, double weight, List<EpochReport> history, int bestEpoch, StopReason stopReason) {

    public NetworkRun {
        history = List.copyOf(history);
    }

    static NetworkRun of(TrainedMember member, double weight) {
        return new NetworkRun(
                member.plan().recipe().name(),
                member.plan().fold() + 1,
                weight,
                member.network().history(),
                member.network().bestEpoch(),
                member.network().stopReason());
    }
}
