package dev.lamina.core.reference;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.layer.Shift;
import dev.lamina.core.layer.SkipConnection;
import java.util.List;

/// Every layer of Lamina in float64: its outputs for a batch, and how an error passes back through it.
///
/// Matrices are `double[rows][columns]` with one sample per row. A layer of one's own has no reference.
public final class ReferenceLayers {

    private ReferenceLayers() {}

    /// Whether the layer, with all that it is made of, has a reference.
    public static boolean know(Layer layer) {
        return switch (layer) {
            case Dense dense -> know(dense.activation());
            case ActivationLayer alone -> know(alone.activation());
            case ParametricActivation parametric -> know(parametric.activation());
            case AlphaDropout _,
                    BatchNorm _,
                    Dropout _,
                    Embedding _,
                    LayerNorm _,
                    MemberDense _,
                    PRelu _,
                    PeriodicEmbedding _,
                    PiecewiseLinearEmbedding _,
                    Repeat _,
                    RunningBatchNorm _,
                    Scale _,
                    Select _,
                    Shift _ -> true;
            case Chain chain -> chain.layers().stream().allMatch(ReferenceLayers::know);
            case SkipConnection skip -> know(skip.layer());
            case Parallel parallel -> parallel.branches().stream().allMatch(branch -> know(branch.layer()));
            case Members members -> know(members.layer());
            case Rated rated -> know(rated.layer());
            case Frozen frozen -> know(frozen.predicting());
            case CustomLayer _ -> false;
        };
    }

    /// All but several activations side by side.
    private static boolean know(Activation activation) {
        return switch (activation) {
            case Elementwise _, Softmax _ -> true;
            case ColumnGroups _ -> false;
        };
    }

    /// Evaluates a layer as training does.
    ///
    /// @param x n × in
    /// @param parameters in the order and shapes of [Layer#parameters]
    /// @param randomness where dropout and its kin take their key from, as the engine's frame has it
    /// @throws IllegalArgumentException if the layer has no reference
    public static Pullback evaluate(
            Layer layer, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        return switch (layer) {
            case Dense dense -> DenseFormulas.dense(dense, x, parameters);
            case ActivationLayer activation -> DenseFormulas.activation(activation, x);
            case PRelu _ -> ColumnFormulas.prelu(x, parameters);
            case Scale _ -> ColumnFormulas.scale(x, parameters);
            case Select select -> ColumnFormulas.select(select, x);
            case ParametricActivation parametric -> ColumnFormulas.parametric(parametric, x, parameters);
            case Shift _ -> ColumnFormulas.shift(x, parameters);
            case PeriodicEmbedding embedding -> NumberEmbeddingFormulas.periodic(embedding, x, parameters);
            case PiecewiseLinearEmbedding embedding ->
                NumberEmbeddingFormulas.piecewiseLinear(embedding, x, parameters);
            case Embedding embedding -> ColumnFormulas.embedding(embedding, x, parameters);
            case BatchNorm norm -> NormFormulas.batchNorm(norm, x, parameters);
            case RunningBatchNorm norm -> NormFormulas.runningBatchNorm(norm, x, parameters);
            case LayerNorm norm -> NormFormulas.layerNorm(norm, x, parameters);
            case Dropout dropout ->
                DropoutFormulas.dropout(dropout.times(randomness.dropoutFactor()), x, randomness.key());
            case AlphaDropout dropout ->
                DropoutFormulas.alphaDropout(dropout.times(randomness.dropoutFactor()), x, randomness.key());
            case Chain chain -> CompositeFormulas.chain(chain, x, parameters, randomness);
            case SkipConnection skip -> CompositeFormulas.skipConnection(skip, x, parameters, randomness);
            case Parallel parallel -> CompositeFormulas.parallel(parallel, x, parameters, randomness);
            case Repeat repeat -> EnsembleFormulas.repeat(repeat, x);
            case Members members -> EnsembleFormulas.members(members, x, parameters, randomness);
            case MemberDense heads -> EnsembleFormulas.memberDense(heads, x, parameters);
            case Rated rated -> evaluate(rated.layer(), x, parameters, randomness.part(0));
            case Frozen frozen -> CompositeFormulas.frozen(frozen, x, parameters, randomness);
            case CustomLayer custom ->
                throw new IllegalArgumentException(
                        "the reference knows the layers of Lamina only, got " + custom + " of " + custom.getClass());
        };
    }
}
