package dev.lamina.core.train;

import dev.lamina.core.parameter.Parameters;

/// Looks at what a training works on after every epoch, on the training thread. What is to outlast the call is copied.
@FunctionalInterface
public interface EpochWatcher {

    /// An epoch has ended.
    ///
    /// @param report of the epoch
    /// @param parameters as they are
    /// @param gradients of the epoch's last step, clipped if they were, in the layout of the parameters
    void epoch(EpochReport report, Parameters parameters, float[] gradients);
}
