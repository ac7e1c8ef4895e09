package dev.lamina.core.reference;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.reference.Pullback.Gradients;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import java.util.List;

/// The dense layer, and an activation alone, by the formulas of [ReferenceNetwork].
final class DenseFormulas {

    private DenseFormulas() {}

    /// (F1) forward; (F4) to (F7) back.
    static Pullback dense(Dense dense, double[][] x, List<double[][]> parameters) {
        double[][] weights = parameters.get(0);
        double[] bias = dense.bias() ? parameters.get(1)[0] : null;
        Activation f = dense.activation();
        double[][] z = ReferenceNetwork.weightedSums(x, new ReferenceLayer(weights, bias, f));
        double[][] a = ReferenceNetwork.activate(f, z);
        return new Pullback(a, error -> {
            double[][] delta = ReferenceNetwork.backThrough(f, z, a, error);
            double[][] weightGradient = ReferenceNetwork.transposedMultiply(x, delta);
            double[][] biasGradient = {ReferenceNetwork.columnSums(delta)};
            return new Gradients(
                    ReferenceNetwork.multiplyTransposed(delta, weights),
                    bias == null ? List.<double[][]>of(weightGradient) : List.of(weightGradient, biasGradient));
        });
    }

    /// A = f(Z) with Z = x; (F4) or (F8) back.
    static Pullback activation(ActivationLayer layer, double[][] x) {
        Activation f = layer.activation();
        double[][] a = ReferenceNetwork.activate(f, x);
        return new Pullback(a, error -> new Gradients(ReferenceNetwork.backThrough(f, x, a, error)));
    }
}
