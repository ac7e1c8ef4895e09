package dev.lamina.core.train;

import dev.lamina.core.text.InWords;
import java.time.Duration;
import java.util.Objects;

/// One epoch, as listeners see it and as the model keeps it.
///
/// @param epoch 1 for the first
/// @param epochs how many there will be at most
/// @param whole whether it saw every training sample; only the last epoch of a run that was cut short did not
/// @param cost mean training cost over the epoch's batches, each before its step, dropout included
/// @param validationCost mean cost on the validation samples, NaN without any
/// @param metric the trainer's metric of the validation predictions; NaN without one
/// @param best whether this epoch is the best so far
/// @param learningRate of the epoch's last step
/// @param elapsed since training began
public record EpochReport(
        int epoch,
        int epochs,
        boolean whole,
        double cost,
        double validationCost,
        double metric,
        boolean best,
        float learningRate,
        Duration elapsed) {

    public EpochReport {
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /// One line: `epoch 3 of 20: cost 0.3120, validation cost 0.3340, metric 0.9100, 1.2s, the best so far`.
    @Override
    public String toString() {
        return "epoch " + epoch + " of " + epochs + ": " + measures() + ", " + InWords.duration(elapsed)
                + (best ? ", the best so far" : "");
    }

    /// The costs and the metric, as far as the epoch has them.
    String measures() {
        return "cost " + InWords.number(cost)
                + (Double.isNaN(validationCost) ? "" : ", validation cost " + InWords.number(validationCost))
                + (Double.isNaN(metric) ? "" : ", metric " + InWords.number(metric));
    }
}
