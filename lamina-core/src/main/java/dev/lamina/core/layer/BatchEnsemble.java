package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.parameter.Initializer;
import java.util.ArrayList;
import java.util.List;

/// Dense layers of ensembles whose members share their weights and differ by factors and biases: of member i
///
///     yᵢ = f(((xᵢ ⊙ rᵢ)·W) ⊙ sᵢ + bᵢ)
///
/// Sources: Wen, Tran, Ba, "BatchEnsemble" (arXiv 2002.06715); with this start, Gorishniy, Kotelnikov, Babenko,
/// "TabM" (arXiv 2410.24210).
public final class BatchEnsemble {

    private BatchEnsemble() {}

    /// A layer on the columns of all members, n × k·d, in which r and s start at 1.
    ///
    /// @param inputs d, of each member
    /// @param outputs of each member
    public static Chain dense(int members, int inputs, int outputs, Activation f) {
        return dense(members, inputs, outputs, f, new Initializer.Constant(1));
    }

    /// The same with another start of r, which makes the members of a first layer differ:
    /// [Initializer.RandomSigns] or N(0, 1), in an [Initializer.Chunked] where several columns encode one
    /// feature.
    ///
    /// W starts by U(−1/√d, 1/√d), b by the same, alike for all members, and s at 1.
    ///
    /// @param factors how r starts, for the k·d columns
    public static Chain dense(int members, int inputs, int outputs, Activation f, Initializer factors) {
        Initializer uniform = new Initializer.Uniform(1 / Math.sqrt(inputs));
        List<Layer> layers = new ArrayList<>(List.of(
                new Scale(1, factors),
                new Members(members, new Dense(outputs, false, new Identity(), uniform)),
                new Scale(),
                new Shift(new Initializer.Repeated(uniform, members))));
        if (!(f instanceof Identity)) {
            layers.add(new ActivationLayer(f));
        }
        return new Chain(layers);
    }
}
