package dev.lamina.core.reference;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Layers of ensembles whose members are groups of columns (Gorishniy, Kotelnikov, Babenko, arXiv 2410.24210).
final class EnsembleFormulas {

    private EnsembleFormulas() {}

    /// y = (x, x, …): ∂C/∂x is the sum of the groups of ∂C/∂y.
    static Pullback repeat(Repeat repeat, double[][] x) {
        int width = x[0].length;
        double[][] y = new double[x.length][repeat.members() * width];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                y[i][j] = x[i][j % width];
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][width];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < error[i].length; j++) {
                    dx[i][j % width] += error[i][j];
                }
            }
            return new Gradients(dx);
        });
    }

    /// yᵢ = g(xᵢ) for the columns xᵢ of each member i, with one g: that of k times as many rows.
    static Pullback members(Members members, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        int k = members.members();
        Pullback g = ReferenceLayers.evaluate(members.layer(), split(x, k), parameters, randomness.part(0));
        return new Pullback(joined(g.y(), k), error -> {
            Gradients back = g.back().apply(split(error, k));
            return new Gradients(joined(back.inputs(), k), back.parameters());
        });
    }

    private static double[][] split(double[][] rows, int k) {
        int width = rows[0].length / k;
        double[][] split = new double[rows.length * k][];
        for (int i = 0; i < split.length; i++) {
            int from = i % k * width;
            split[i] = Arrays.copyOfRange(rows[i / k], from, from + width);
        }
        return split;
    }

    private static double[][] joined(double[][] split, int k) {
        int width = split[0].length;
        double[][] rows = new double[split.length / k][k * width];
        for (int i = 0; i < split.length; i++) {
            System.arraycopy(split[i], 0, rows[i / k], i % k * width, width);
        }
        return rows;
    }

    /// yᵢ = xᵢ·Wᵢ + bᵢ for the columns of each member i, by (F1) and (F5) to (F7).
    static Pullback memberDense(MemberDense heads, double[][] x, List<double[][]> parameters) {
        int k = heads.members();
        int width = x[0].length / k;
        Dense dense = new Dense(heads.outputs(), new Identity());
        double[][] y = new double[x.length][k * heads.outputs()];
        List<Pullback> members = new ArrayList<>();
        for (int m = 0; m < k; m++) {
            double[][] weight = Arrays.copyOfRange(parameters.get(0), m * width, (m + 1) * width);
            double[][] bias = columns(parameters.get(1), m * heads.outputs(), heads.outputs());
            Pullback member = DenseFormulas.dense(dense, columns(x, m * width, width), List.of(weight, bias));
            put(member.y(), y, m * heads.outputs());
            members.add(member);
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][x[0].length];
            double[][] weightGradient = new double[k * width][];
            double[][] biasGradient = new double[1][k * heads.outputs()];
            for (int m = 0; m < k; m++) {
                double[][] own = columns(error, m * heads.outputs(), heads.outputs());
                Gradients back = members.get(m).back().apply(own);
                put(back.inputs(), dx, m * width);
                System.arraycopy(back.parameters().get(0), 0, weightGradient, m * width, width);
                put(back.parameters().get(1), biasGradient, m * heads.outputs());
            }
            return new Gradients(dx, List.of(weightGradient, biasGradient));
        });
    }

    private static double[][] columns(double[][] rows, int from, int count) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, from, from + count))
                .toArray(double[][]::new);
    }

    private static void put(double[][] part, double[][] rows, int from) {
        for (int i = 0; i < part.length; i++) {
            System.arraycopy(part[i], 0, rows[i], from, part[i].length);
        }
    }
}
