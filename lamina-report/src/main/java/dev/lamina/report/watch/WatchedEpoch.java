package dev.lamina.report.watch;

import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.EpochReport;
import java.util.Objects;

/// One epoch of one of the networks of a model.
///
/// @param network which it is, 1 for the first
/// @param networks how many there are
/// @param report its costs and its metric
/// @param parameters after the epoch, for the time of the call
/// @param gradients of the epoch's last step, clipped if they were, in the layout of the parameters; for the time of
///     the call
public record WatchedEpoch(int network, int networks, EpochReport report, Parameters parameters, float[] gradients) {

    public WatchedEpoch {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(gradients, "gradients");
    }
}
