package dev.lamina.model;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Models for tests: every kind of column, random weights and biases.
final class Models {

    static final FittedTarget PRICE = new FittedTarget.Scaled("price", 250_000.25, 80_000.125);

    static final FittedTarget KIND =
            new FittedTarget.Labels("kind", List.of("flat", "house", "villa \"é\""), Schema.Type.CATEGORY);

    static final FittedTarget SOLD = new FittedTarget.Labels("sold", List.of("no", "yes"), Schema.Type.CATEGORY);

    private Models() {}

    static Model regression() {
        return regression(new MeanSquaredError());
    }

    static Model regression(Loss loss) {
        return of(PRICE, loss, loss.outputsFor(1));
    }

    static Model classification() {
        return classification(new SoftmaxCrossEntropy());
    }

    static Model classification(Loss loss) {
        return of(KIND, loss, 3);
    }

    static Model binary() {
        return binary(new BinaryCrossEntropy());
    }

    static Model binary(Loss loss) {
        return of(SOLD, loss, 1);
    }

    static FittedPipeline pipeline(FittedTarget target) {
        return new FittedPipeline(
                List.of(
                        new FittedColumn.ScaledNumber("living-area", 120.5, 1.0 / 3, 110, true, false),
                        new FittedColumn.ScaledNumber("rooms", 4, 0.5, 4, false, true),
                        new FittedColumn.OneHot("city", List.of("Kyiv", "Lviv")),
                        new FittedColumn.OneHot("floor", List.of("1", "2", "2.5", "attic")),
                        new FittedColumn.OneHot("garden", List.of("true", "false")),
                        new FittedColumn.TimeParts(
                                "built", List.of(TimePart.YEAR, TimePart.DAY_OF_WEEK, TimePart.HOUR), 1990, 0.1, true)),
                target,
                List.of("n/a", "?"));
    }

    private static Model of(FittedTarget target, Loss loss, int outputs) {
        FittedPipeline pipeline = pipeline(target);
        Network network = Network.inputs(pipeline.width())
                .dense(5)
                .tanh()
                .dropout(0.1f)
                .dense(outputs)
                .build();
        return of(network, loss, pipeline);
    }

    /// Weights and biases are random.
    static Model of(Network network, Loss loss, FittedPipeline pipeline) {
        Parameters parameters = network.initialize(1);
        RandomStream random = RandomStream.of(1, Purpose.INITIALIZATION, 99);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.values()[i] += 0.1f * (float) random.nextGaussian();
        }
        return new Model(
                new TrainedNetwork(network, parameters, loss, List.of(), 7, StopReason.PATIENCE),
                pipeline,
                provenance());
    }

    /// Three members of different shapes and weights; the second one has a pipeline of its own, with fewer words,
    /// and for a number another scaling of the target.
    static Model severalOf(FittedTarget target, Loss loss, int outputs) {
        return severalOf(target, loss, outputs, new int[] {5, 70, 35});
    }

    static Model severalOf(FittedTarget target, Loss loss, int outputs, int[] widths) {
        FittedPipeline shared = pipeline(target);
        FittedPipeline other = otherPipeline(target);
        List<Member> members = new ArrayList<>();
        List<Provenance.Run> runs = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            FittedPipeline pipeline = i == 1 ? other : shared;
            Network network = Network.inputs(pipeline.width())
                    .dense(widths[i])
                    .relu()
                    .dropout(0.1f)
                    .dense(outputs)
                    .build();
            Parameters parameters = network.initialize(i);
            members.add(new Member(
                    new TrainedNetwork(network, parameters, loss, List.of(), 7 + i, StopReason.PATIENCE),
                    pipeline,
                    i + 0.5));
            runs.add(new Provenance.Run("RealMLP", 40 + i, i + 1, 12 + i, 7 + i, StopReason.PATIENCE, 0.25));
        }
        Provenance one = provenance();
        Provenance.Training training = one.training();
        return new Model(
                members,
                Calibration.none(),
                new Provenance(
                        one.data(),
                        new Provenance.Training(training.seed(), training.settings(), runs, training.metrics()),
                        one.laminaVersion(),
                        one.javaVersion(),
                        one.created()));
    }

    static Model severalRegression() {
        return severalOf(PRICE, new MeanSquaredError(), 1);
    }

    static Model severalClassification() {
        return severalOf(KIND, new SoftmaxCrossEntropy(), 3);
    }

    private static FittedPipeline otherPipeline(FittedTarget target) {
        FittedPipeline pipeline = pipeline(target);
        List<FittedColumn> columns = new ArrayList<>(pipeline.columns());
        columns.set(0, new FittedColumn.ScaledNumber("living-area", 100, 0.25, 90, false, true));
        columns.set(2, new FittedColumn.OneHot("city", List.of("Odesa")));
        return new FittedPipeline(
                columns,
                target instanceof FittedTarget.Scaled scaled
                        ? new FittedTarget.Scaled(scaled.name(), 200_000, 70_000)
                        : target,
                pipeline.missingWords());
    }

    static Provenance provenance() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("r2", 0.1 + 0.2);
        metrics.put("auc", Double.NaN);
        metrics.put("log loss", Double.POSITIVE_INFINITY);
        return new Provenance(
                new Provenance.Data("houses.csv", "ab".repeat(32), "", 800, 200),
                new Provenance.Training(
                        Long.MIN_VALUE,
                        List.of(
                                Provenance.Setting.given("optimizer", "adamw"),
                                Provenance.Setting.chosen("batch-size", "128", "1000 rows")),
                        List.of(new Provenance.Run("", Long.MIN_VALUE, 0, 12, 7, StopReason.PATIENCE, Double.NaN)),
                        metrics),
                "0.1.0",
                "25.0.3+9",
                Instant.parse("2026-01-31T12:00:00.123Z"));
    }

    /// Rows with and without missing values, more than one batch of them.
    static Table table(int rows) {
        RandomStream random = RandomStream.of(2, Purpose.SHUFFLE, 0);
        double[] area = new double[rows];
        double[] rooms = new double[rows];
        double[] built = new double[rows];
        String[] city = new String[rows];
        String[] floor = new String[rows];
        String[] garden = new String[rows];
        for (int i = 0; i < rows; i++) {
            area[i] = 50 + 100 * random.nextDouble();
            rooms[i] = i % 5 == 0 ? Double.NaN : random.nextInt(1, 8);
            built[i] = i % 7 == 0 ? Double.NaN : random.nextInt(0, 2_000_000) * 600.0;
            city[i] = List.of("Kyiv", "Lviv", "Odesa").get(random.nextInt(3));
            floor[i] = List.of("1", "2", "2.5", "attic", "3").get(random.nextInt(5));
            garden[i] = random.nextBoolean() ? "true" : "false";
        }
        return Table.of(
                "houses.csv",
                Column.numbers("living-area", area),
                Column.numbers("rooms", rooms),
                Column.categories("city", city),
                Column.categories("floor", floor),
                Column.categories("garden", garden),
                new Column.Times("built", built));
    }
}
