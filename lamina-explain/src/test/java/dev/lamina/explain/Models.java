package dev.lamina.explain;

import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/// Models whose weights are known, and rows for them.
final class Models {

    private Models() {}

    /// y = Σ wⱼ·xⱼ of columns x0, x1, …, which are neither centred nor scaled.
    static Model linear(double... weights) {
        return linear(new FittedTarget.Scaled("y", 0, 1), new MeanSquaredError(), weights);
    }

    /// The probability of `yes` is 1 / (1 + exp(−Σ wⱼ·xⱼ)).
    static Model logistic(double... weights) {
        return linear(
                new FittedTarget.Labels("y", List.of("no", "yes"), Schema.Type.CATEGORY),
                new BinaryCrossEntropy(),
                weights);
    }

    /// Classes c0, c1, …, the logits of which are wⱼ·x0.
    static Model softmax(double... weights) {
        FittedTarget target = new FittedTarget.Labels(
                "y", IntStream.range(0, weights.length).mapToObj(i -> "c" + i).toList(), Schema.Type.CATEGORY);
        return dense(
                new FittedPipeline(plain(1), target, List.of()), new SoftmaxCrossEntropy(), weights.length, weights);
    }

    static Model linear(FittedTarget target, Loss loss, double... weights) {
        return dense(new FittedPipeline(plain(weights.length), target, List.of()), loss, 1, weights);
    }

    private static List<FittedColumn> plain(int columns) {
        return IntStream.range(0, columns)
                .<FittedColumn>mapToObj(i -> new FittedColumn.ScaledNumber("x" + i, 0, 1, 0, false, false))
                .toList();
    }

    /// One layer with these weights, in the order of the file, and biases of 0.
    static Model dense(FittedPipeline pipeline, Loss loss, int outputs, double... weights) {
        Network network = Network.inputs(pipeline.width()).dense(outputs).build();
        Parameters parameters = network.initialize(0);
        Arrays.fill(parameters.values(), 0);
        for (int i = 0; i < weights.length; i++) {
            parameters.values()[i] = (float) weights[i];
        }
        return of(network, parameters, loss, pipeline);
    }

    static Model of(Network network, Parameters parameters, Loss loss, FittedPipeline pipeline) {
        return new Model(
                new TrainedNetwork(network, parameters, loss, List.of(), 1, StopReason.COMPLETED),
                pipeline,
                new Provenance(
                        new Provenance.Data("rows.csv", "ab".repeat(32), "", 100, 0),
                        new Provenance.Training(
                                0,
                                List.of(),
                                List.of(new Provenance.Run("", 0, 0, 1, 1, StopReason.COMPLETED, 0.5)),
                                new LinkedHashMap<>()),
                        "0.1.0",
                        "25",
                        Instant.parse("2026-01-31T12:00:00Z")));
    }

    /// Standard normal columns x0, x1, …, independent of each other.
    static double[][] normal(int columns, int rows, long seed) {
        double[][] values = new double[columns][rows];
        for (int j = 0; j < columns; j++) {
            RandomStream random = RandomStream.of(seed, Purpose.CHECK, j);
            for (int i = 0; i < rows; i++) {
                values[j][i] = random.nextGaussian();
            }
        }
        return values;
    }

    /// The columns x0, x1, … and the target y.
    static Table table(double[][] x, Column target) {
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < x.length; j++) {
            columns.add(Column.numbers("x" + j, x[j]));
        }
        columns.add(target);
        return Table.of("rows.csv", columns.toArray(Column[]::new));
    }
}
