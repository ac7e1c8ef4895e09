package dev.lamina.report.trace;

import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.Forward;
import org.jspecify.annotations.Nullable;

/// One step: forward, and where there are targets also backward and the update.
///
/// @param number from 1
/// @param before the network of the step
/// @param forward Z⁽ˡ⁾ and A⁽ˡ⁾ (F1)
/// @param predictions Ŷ: the link of the loss, applied to the outputs; n × u
/// @param learning the way back and the update, or null without targets
public record TraceStep(
        int number,
        ReferenceNetwork before,
        Forward forward,
        double[][] predictions,
        @Nullable Learning learning) {

    /// A⁽ˡ⁻¹⁾, what layer l reads, n × width.
    ///
    /// @param l from 1
    public double[][] input(int l) {
        return l == 1 ? forward.x() : forward.a().get(l - 2);
    }

    /// What a step has where there are targets: the way back and the update.
    ///
    /// @param backward losses, cost, errors and gradients (F2 to F8)
    /// @param numeric the gradients once more, by finite differences
    /// @param after the network after the update
    /// @param costAfter its cost on the same samples
    public record Learning(Backward backward, NumericGradients numeric, ReferenceNetwork after, double costAfter) {}
}
