package dev.lamina.core.train;

import java.time.Duration;

/// One epoch, as listeners see it and as the model keeps it.
///
/// @param epoch 1 for the first
/// @param epochs how many there will be at most
/// @param cost mean training cost over the epoch's batches, each before its step, dropout included
/// @param validationCost mean cost on the validation samples, NaN without any
/// @param metric of the validation predictions, in whatever the trainer's metric counts; NaN without one
/// @param best whether this epoch is the best so far
/// @param learningRate of the epoch's last step
/// @param elapsed since training began
public record EpochReport(
        int epoch,
        int epochs,
        double cost,
        double validationCost,
        double metric,
        boolean best,
        float learningRate,
        Duration elapsed) {}
