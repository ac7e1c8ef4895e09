package dev.lamina.core.train;

import dev.lamina.core.network.Objective;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Where a training stands between two steps: all that the rest of it depends on besides network, loss, settings and
/// samples. [Trainer#resume] goes on from it with the bits of a run that was not interrupted. Immutable.
///
/// Only the version of Lamina that wrote its bytes need be able to read them.
///
/// @param training what it belongs to, in words
/// @param epoch that goes on, from 1
/// @param stepInEpoch how many of its steps are done
/// @param weightedCost the sum of their costs times their weights
/// @param totalWeight of these steps
/// @param learningRate of the last step
/// @param elapsed since training began
/// @param parameters as the last step left them
/// @param optimizerSteps how many steps the optimizer has made
/// @param optimizer what it remembers
/// @param plateau what the rule for plateaus remembers; empty without one
/// @param bestParameters of the best epoch; empty where the last one is kept
/// @param best what the best epoch was chosen by; NaN before the first
/// @param bestValidationCost of that epoch; NaN without
/// @param bestEpoch 0 before the first
/// @param history of all epochs that have ended
public record Checkpoint(
        String training,
        int epoch,
        long stepInEpoch,
        double weightedCost,
        double totalWeight,
        float learningRate,
        Duration elapsed,
        float[] parameters,
        long optimizerSteps,
        float[][] optimizer,
        double[] plateau,
        float[] bestParameters,
        double best,
        double bestValidationCost,
        int bestEpoch,
        List<EpochReport> history) {

    public Checkpoint {
        history = List.copyOf(history);
    }

    /// The steps that are done.
    ///
    /// @param perEpoch steps of an epoch
    public long steps(long perEpoch) {
        return (epoch - 1) * perEpoch + stepInEpoch;
    }

    /// What a checkpoint of a training says that it belongs to.
    static String training(Objective objective, TrainingSettings settings, long stepsPerEpoch) {
        return objective.network() + "\n" + objective.loss().name() + "\n" + settings + "\n" + stepsPerEpoch
                + " steps an epoch";
    }

    /// @throws IllegalArgumentException if it belongs to another training
    void check(Objective objective, TrainingSettings settings, long stepsPerEpoch) {
        String own = training(objective, settings, stepsPerEpoch);
        if (!training.equals(own)) {
            List<String> theirs = training.lines().toList();
            List<String> ours = own.lines().toList();
            int line = 0;
            while (line < Math.min(theirs.size(), ours.size()) - 1
                    && theirs.get(line).equals(ours.get(line))) {
                line++;
            }
            throw new IllegalArgumentException("the checkpoint is of another training: it has \""
                    + theirs.get(line).strip() + "\", this one \""
                    + ours.get(line).strip()
                    + "\"; remove it to train from the start");
        }
    }

    /// The checkpoint as bytes.
    public byte[] toBytes() {
        return CheckpointBytes.write(this);
    }

    /// The checkpoint that [#toBytes] has written.
    ///
    /// @param source of the bytes, for messages
    /// @throws IOException naming the source, if they are not a whole checkpoint of this version
    public static Checkpoint of(byte[] bytes, String source) throws IOException {
        return CheckpointBytes.read(bytes, source);
    }
}
