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
import dev.lamina.data.TimePart;
import dev.lamina.model.Calibration;
import dev.lamina.model.Conformal;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.model.ProbabilityMap;
import dev.lamina.model.Provenance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Models of a few columns or many, whose networks nobody trained.
final class SmallModels {

    static final FittedTarget KIND =
            new FittedTarget.Labels("kind", List.of("flat", "house", "villa"), Schema.Type.CATEGORY);

    static final FittedTarget SOLD = new FittedTarget.Labels("sold", List.of("no", "yes"), Schema.Type.CATEGORY);

    private SmallModels() {}

    /// y = Σ wⱼ·xⱼ of the columns x0, x1, …
    static Model linear(double... weights) {
        FittedPipeline pipeline = numbers(weights.length, new FittedTarget.Scaled("y", 0, 1));
        Network network = Network.inputs(weights.length).dense(1).build();
        Parameters parameters = network.initialize(1);
        for (int j = 0; j < weights.length; j++) {
            parameters.values()[j] = (float) weights[j];
        }
        parameters.values()[weights.length] = 0;
        return model(Calibration.none(), member(network, parameters, new MeanSquaredError(), pipeline, 1));
    }

    /// Whether Σ wⱼ·xⱼ is above 0: labels `no` and `yes`.
    static Model linearClasses(double... weights) {
        FittedPipeline pipeline = numbers(weights.length, SOLD);
        Network network = Network.inputs(weights.length).dense(1).build();
        Parameters parameters = network.initialize(1);
        for (int j = 0; j < weights.length; j++) {
            parameters.values()[j] = (float) weights[j];
        }
        parameters.values()[weights.length] = 0;
        return model(Calibration.none(), member(network, parameters, new BinaryCrossEntropy(), pipeline, 1));
    }

    /// A random network with a hidden layer on the columns x0, x1, …, whose output is some hundred thousands.
    static Model nonlinear(int columns) {
        FittedPipeline pipeline = numbers(columns, new FittedTarget.Scaled("y", 250_000, 80_000));
        return model(Calibration.none(), random(pipeline, new MeanSquaredError(), 1, 3, 1));
    }

    /// Two networks with pipelines of their own and a calibration, on a number, two columns of words and a
    /// time.
    static Model mixed() {
        List<FittedColumn> columns = List.of(
                new FittedColumn.ScaledNumber("area", 100, 0.02, 90, true, true),
                new FittedColumn.OneHot("city", List.of("Kyiv", "Lviv")),
                new FittedColumn.OneHot("floor", List.of("1", "2", "attic")),
                new FittedColumn.TimeParts("built", List.of(TimePart.YEAR, TimePart.MONTH), 1990, 0.1, true));
        List<FittedColumn> others = List.of(
                new FittedColumn.ScaledNumber("area", 80, 0.03, 80, false, false),
                new FittedColumn.WordIndex("city", List.of("Kyiv")),
                new FittedColumn.OneHot("floor", List.of("2", "attic", "1")),
                columns.get(3));
        Calibration calibration =
                new Calibration(new ProbabilityMap.Temperature(0.7), OptionalDouble.empty(), new Conformal.None());
        return model(
                calibration,
                random(new FittedPipeline(columns, KIND, List.of()), new SoftmaxCrossEntropy(), 3, 3, 1),
                random(new FittedPipeline(others, KIND, List.of()), new SoftmaxCrossEntropy(), 3, 4, 2.5));
    }

    /// Rows for the mixed model, some cells missing, some words unknown to it.
    static Table mixedRows(int rows, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
        double[] area = new double[rows];
        double[] built = new double[rows];
        String[] city = new String[rows];
        String[] floor = new String[rows];
        for (int i = 0; i < rows; i++) {
            area[i] = i % 6 == 5 ? Double.NaN : 50 + random.nextInt(100);
            built[i] = random.nextInt(60) * 31_000_000.0;
            city[i] = List.of("Kyiv", "Lviv", "Odesa").get(random.nextInt(3));
            floor[i] = List.of("1", "2", "attic").get(random.nextInt(3));
        }
        return Table.of(
                "flats.csv",
                Column.numbers("area", area),
                Column.categories("city", city),
                Column.categories("floor", floor),
                new Column.Times("built", built));
    }

    /// Rows of standard normal numbers in the columns x0, x1, …
    static Table normalRows(int columns, int rows, long seed) {
        return Table.of(
                "rows.csv",
                IntStream.range(0, columns)
                        .mapToObj(j -> {
                            RandomStream random = RandomStream.of(seed, Purpose.CHECK, j);
                            double[] values = new double[rows];
                            for (int i = 0; i < rows; i++) {
                                values[i] = random.nextGaussian();
                            }
                            return Column.numbers("x" + j, values);
                        })
                        .toArray(Column[]::new));
    }

    private static FittedPipeline numbers(int columns, FittedTarget target) {
        return new FittedPipeline(
                IntStream.range(0, columns)
                        .<FittedColumn>mapToObj(j -> new FittedColumn.ScaledNumber("x" + j, 0, 1, 0, false, false))
                        .toList(),
                target,
                List.of());
    }

    private static Member random(FittedPipeline pipeline, Loss loss, int outputs, long seed, double weight) {
        Network network =
                Network.inputs(pipeline.width()).dense(8).tanh().dense(outputs).build();
        Parameters parameters = network.initialize(seed);
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 99);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.values()[i] += (float) random.nextGaussian();
        }
        return member(network, parameters, loss, pipeline, weight);
    }

    private static Member member(
            Network network, Parameters parameters, Loss loss, FittedPipeline pipeline, double weight) {
        return new Member(
                new TrainedNetwork(network, parameters, loss, List.of(), 1, StopReason.COMPLETED), pipeline, weight);
    }

    private static Model model(Calibration calibration, Member... members) {
        List<Provenance.Run> runs = IntStream.range(0, members.length)
                .mapToObj(i -> new Provenance.Run("plain", i, 0, 1, 1, StopReason.COMPLETED, Double.NaN))
                .toList();
        return new Model(
                List.of(members),
                calibration,
                new Provenance(
                        new Provenance.Data("rows.csv", "ab".repeat(32), "", 8, 2),
                        new Provenance.Training(1, List.of(), runs, new LinkedHashMap<>()),
                        "0.1.0",
                        "25",
                        Instant.EPOCH));
    }
}
