package dev.lamina.core.train;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Mish;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.BatchEnsemble;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Rated.Factors;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// A network that has every layer, composites within each other included.
final class EveryLayer {

    /// Column 0 of the inputs holds one of so many categories.
    static final int CATEGORIES = 5;

    private EveryLayer() {}

    static Network network(int inputs, int outputs) {
        return Network.inputs(inputs)
                .add(new Parallel(List.of(
                        new Branch(new Embedding(CATEGORIES, 3), new Columns(0, 1)),
                        new Branch(Chain.of(new Scale(6), PeriodicEmbedding.pbld()), new Columns(1, inputs)))))
                .add(new Rated(new Dense(32, new Identity()), List.of(new Factors("weight", 0.5f, 2))))
                .batchNorm()
                .relu()
                .dropout(0.1f)
                .add(new Select(
                        IntStream.iterate(31, j -> j - 1).limit(16).boxed().toList()))
                .add(new ParametricActivation(new Mish()))
                .add(new PeriodicEmbedding(3, 2, 0.5, PeriodicEmbedding.Form.PLR))
                .skip(b -> b.layerNorm()
                        .dense(16)
                        .prelu()
                        .skip(inner -> inner.dense(16).tanh())
                        .dense(32))
                .parallel(
                        b -> b.dense(8).activation(new Selu()).alphaDropout(0.1f),
                        b -> b.frozen(inner -> inner.dense(8).tanh().batchNorm().dropout(0.5f)))
                .add(new Repeat(3))
                .add(BatchEnsemble.dense(3, 16, 5, new Tanh()))
                .add(new MemberDense(3, 2))
                .add(PiecewiseLinearEmbedding.of(Collections.nCopies(6, new float[] {-1, 0, 0.25f, 1}), 2))
                .parallel(b -> b.dense(1), b -> b.dense(outputs - 1))
                .build();
    }
}
