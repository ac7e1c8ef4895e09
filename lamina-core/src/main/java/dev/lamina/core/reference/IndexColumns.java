package dev.lamina.core.reference;

import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Branch;
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
import java.util.Arrays;
import java.util.List;

/// Finds the columns of a layer's input that hold indices of categories rather than numbers.
final class IndexColumns {

    private IndexColumns() {}

    /// For each column of so many inputs: how many categories an embedding expects there, or 0 for a number.
    static int[] of(Layer layer, int inputs) {
        return switch (layer) {
            case Embedding embedding -> filled(inputs, embedding.categories());
            case Chain chain -> ofChain(chain.layers(), inputs);
            case SkipConnection skip -> of(skip.layer(), inputs);
            case Members members -> ofMembers(members, inputs);
            case Rated rated -> of(rated.layer(), inputs);
            case Frozen frozen -> of(frozen.layer(), inputs);
            case Parallel parallel -> ofBranches(parallel, inputs);
            case ActivationLayer _,
                    AlphaDropout _,
                    BatchNorm _,
                    CustomLayer _,
                    Dense _,
                    Dropout _,
                    LayerNorm _,
                    MemberDense _,
                    PRelu _,
                    ParametricActivation _,
                    PeriodicEmbedding _,
                    PiecewiseLinearEmbedding _,
                    Repeat _,
                    RunningBatchNorm _,
                    Scale _,
                    Select _,
                    Shift _ -> numbers(inputs);
        };
    }

    /// What the first layer expects, or the one after it where that only picks columns.
    private static int[] ofChain(List<Layer> layers, int inputs) {
        if (layers.isEmpty()) {
            return numbers(inputs);
        }
        if (!(layers.getFirst() instanceof Select(List<Integer> columns))) {
            return of(layers.getFirst(), inputs);
        }
        int[] selected = ofChain(layers.subList(1, layers.size()), columns.size());
        int[] categories = new int[inputs];
        for (int j = 0; j < selected.length; j++) {
            int column = columns.get(j);
            categories[column] = fewer(categories[column], selected[j]);
        }
        return categories;
    }

    private static int[] numbers(int inputs) {
        return new int[inputs];
    }

    private static int[] filled(int inputs, int categories) {
        int[] filled = new int[inputs];
        Arrays.fill(filled, categories);
        return filled;
    }

    private static int[] ofMembers(Members members, int inputs) {
        int[] own = of(members.layer(), inputs / members.members());
        int[] all = new int[inputs];
        for (int from = 0; from < inputs; from += own.length) {
            System.arraycopy(own, 0, all, from, own.length);
        }
        return all;
    }

    private static int[] ofBranches(Parallel parallel, int inputs) {
        int[] categories = new int[inputs];
        parallel.branches().forEach(branch -> add(branch, categories));
        return categories;
    }

    /// Where two branches embed a column, the smaller number.
    private static void add(Branch branch, int[] categories) {
        int from = branch.columns() == null ? 0 : branch.columns().from();
        int to = branch.columns() == null ? categories.length : branch.columns().to();
        int[] own = of(branch.layer(), to - from);
        for (int j = 0; j < own.length; j++) {
            categories[from + j] = fewer(categories[from + j], own[j]);
        }
    }

    private static int fewer(int a, int b) {
        return a == 0 || b == 0 ? Math.max(a, b) : Math.min(a, b);
    }
}
