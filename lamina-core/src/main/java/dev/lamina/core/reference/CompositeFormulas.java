package dev.lamina.core.reference;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.layer.Part;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Layers made of layers: how their pullbacks compose.
final class CompositeFormulas {

    private CompositeFormulas() {}

    /// y = gₖ(… g₁(x)); back from the last to the first.
    static Pullback chain(Chain chain, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        List<Pullback> pullbacks = new ArrayList<>();
        double[][] y = x;
        List<Part> parts = chain.parts(x[0].length);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Pullback pullback = ReferenceLayers.evaluate(part.layer(), y, part.of(parameters), randomness.part(i));
            pullbacks.add(pullback);
            y = pullback.y();
        }
        return new Pullback(y, error -> {
            List<double[][]> gradients = new ArrayList<>();
            double[][] dy = error;
            for (Pullback pullback : pullbacks.reversed()) {
                Gradients back = pullback.back().apply(dy);
                gradients.addAll(0, back.parameters());
                dy = back.inputs();
            }
            return new Gradients(dy, gradients);
        });
    }

    /// y = x + g(x), so ∂C/∂x = ∂C/∂y + what g passes back.
    static Pullback skipConnection(
            SkipConnection skip, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        Pullback g = ReferenceLayers.evaluate(skip.layer(), x, parameters, randomness.part(0));
        return new Pullback(sum(x, g.y()), error -> {
            Gradients back = g.back().apply(error);
            return new Gradients(sum(error, back.inputs()), back.parameters());
        });
    }

    /// y = (g₁(x₁), …, gₖ(xₖ)) with the columns xᵢ of x; what the branches pass back adds up where they
    /// overlap.
    static Pullback parallel(
            Parallel parallel, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        List<Columns> taken = new ArrayList<>();
        List<Pullback> pullbacks = new ArrayList<>();
        double[][] y = new double[x.length][0];
        List<Part> parts = parallel.parts(x[0].length);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Columns given = parallel.branches().get(i).columns();
            Columns columns = given == null ? new Columns(0, x[0].length) : given;
            Pullback pullback = ReferenceLayers.evaluate(
                    part.layer(), columns(x, columns.from(), columns.to()), part.of(parameters), randomness.part(i));
            taken.add(columns);
            pullbacks.add(pullback);
            y = beside(y, pullback.y());
        }
        return new Pullback(y, error -> {
            double[][] inputs = new double[x.length][x[0].length];
            List<double[][]> gradients = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < pullbacks.size(); i++) {
                int to = from + pullbacks.get(i).y()[0].length;
                Gradients back = pullbacks.get(i).back().apply(columns(error, from, to));
                addColumns(back.inputs(), inputs, taken.get(i).from());
                gradients.addAll(back.parameters());
                from = to;
            }
            return new Gradients(inputs, gradients);
        });
    }

    /// As in prediction; the error passes through, the parameters' gradients are zero.
    static Pullback frozen(Frozen frozen, double[][] x, List<double[][]> parameters, Frame.Randomness randomness) {
        Pullback g = ReferenceLayers.evaluate(frozen.predicting(), x, parameters, randomness.part(0));
        return new Pullback(
                g.y(),
                error -> new Gradients(
                        g.back().apply(error).inputs(),
                        parameters.stream()
                                .map(matrix -> new double[matrix.length][matrix[0].length])
                                .toList()));
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                sum[i][j] = a[i][j] + b[i][j];
            }
        }
        return sum;
    }

    private static double[][] columns(double[][] matrix, int from, int to) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.copyOfRange(row, from, to))
                .toArray(double[][]::new);
    }

    private static double[][] beside(double[][] a, double[][] b) {
        double[][] wide = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            wide[i] = Arrays.copyOf(a[i], a[i].length + b[i].length);
            System.arraycopy(b[i], 0, wide[i], a[i].length, b[i].length);
        }
        return wide;
    }

    private static void addColumns(double[][] part, double[][] sums, int from) {
        for (int i = 0; i < part.length; i++) {
            for (int j = 0; j < part[i].length; j++) {
                sums[i][from + j] += part[i][j];
            }
        }
    }
}
