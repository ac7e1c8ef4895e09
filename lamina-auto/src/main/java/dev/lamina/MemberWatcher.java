package dev.lamina;

import dev.lamina.core.parameter.Parameters;

/// Looks at what the networks of a model are after every epoch; never called by two threads at once. What is to outlast
/// the call is copied.
@FunctionalInterface
public interface MemberWatcher {

    /// An epoch of a network has ended.
    ///
    /// @param report of the epoch
    /// @param parameters of that network, as they are
    /// @param gradients of the epoch's last step, in the layout of the parameters
    void epoch(MemberReport report, Parameters parameters, float[] gradients);
}
