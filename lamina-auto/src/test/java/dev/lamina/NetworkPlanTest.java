package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.ShardExchange;
import dev.lamina.core.train.ShardTree;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.ContentOrder;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Origin;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPlanTest {

    private static Table table(int rows, long seed, boolean classes) {
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
        double[] a = random.doubles(rows).toArray();
        double[] b = random.doubles(rows).toArray();
        Column target = classes
                ? new Column.Categories(
                        "y",
                        IntStream.range(0, rows)
                                .map(i -> a[i] + b[i] + 0.1 * random.nextGaussian() > 1 ? 1 : 0)
                                .toArray(),
                        List.of("no", "yes"))
                : new Column.Numbers(
                        "y",
                        IntStream.range(0, rows).mapToDouble(i -> a[i] * b[i]).toArray());
        return new Table(
                List.of(new Column.Numbers("a", a), new Column.Numbers("b", b), target), new Origin.Rows("rows", rows));
    }

    /// All shards in this process, in the plainest way.
    private record Alone(int shards) implements ShardExchange {

        @Override
        public int first() {
            return 0;
        }

        @Override
        public int end() {
            return shards;
        }

        @Override
        public double[] sum(float[][] own, float[] total, double[] numbers) {
            List<ShardTree.Part> parts = IntStream.range(0, shards)
                    .mapToObj(shard -> new ShardTree.Part(new ShardTree.Node(shard, shard + 1), own[shard], 0))
                    .toList();
            ShardTree.sum(new ShardTree.Node(0, shards), parts, total, 0, total.length);
            return numbers;
        }

        @Override
        public double[] gather(double[] own) {
            return own;
        }
    }

    /// One network as it is trained on a cluster.
    private static Model planned(TableSettings settings, Task task, Table trained, Table judged, int shards) {
        Table training = trained.select(ContentOrder.of(trained));
        Table validation = judged.select(ContentOrder.of(judged));
        FittedPipeline pipeline = NetworkPlan.pipeline(settings, task)
                .fit(Examples.of(training, "y", task))
                .pipeline();
        Dataset rows = pipeline.dataset(training);
        Matrix inputs = pipeline.transform(training);
        Matrix sample = TrainingRows.select(
                inputs,
                IntStream.range(0, NetworkPlan.sampleRows(rows.rows()))
                        .map(i -> (int) NetworkPlan.sampleRow(rows.rows(), i))
                        .toArray());
        NetworkPlan plan = NetworkPlan.of(settings, pipeline, rows.rows(), sample);
        NetworkPlan.Trained networks = plan.train(
                ShardedDataset.of(rows, shards),
                ShardedDataset.of(pipeline.dataset(validation), shards),
                new Alone(shards),
                TrainingControl.defaults(),
                null);
        Matrix inputsToJudge = pipeline.transform(validation);
        return plan.model(
                networks,
                networks.ends().stream()
                        .map(end -> plan.predictions(end, inputsToJudge))
                        .toList(),
                validation,
                new Provenance.Data("rows", "", "", training.rows(), validation.rows()));
    }

    @ParameterizedTest
    @CsvSource({"layers,8,true", "layers,8,false", "preset,fast,true", "preset,fast,false", "recipe,realmlp,true"})
    void theModelIsThatOfATrainingOnOneMachine(String option, String value, boolean classes) {
        Table training = table(300, 1, classes);
        Table validation = table(90, 2, classes);
        Task task = classes ? Task.CLASSIFICATION : Task.REGRESSION;
        TableSettings settings =
                TableSettings.forTarget("y").with(TableOptions.EPOCHS, 15).with(TableOptions.SHARDS, 3);
        for (TableOption<?> each : TableOptions.all()) {
            settings = each.name().equals(option) ? settings.withText(each, value) : settings;
        }
        Model expected = TableTrainer.of(settings).fit(training, validation);
        Model model = planned(settings, task, training, validation, 3);
        assertThat(model.parametersHash()).isEqualTo(expected.parametersHash());
        assertThat(model.pipelines()).isEqualTo(expected.pipelines());
        assertThat(model.calibration()).isEqualTo(expected.calibration());
        assertThat(model.provenance().training().metrics())
                .isEqualTo(expected.provenance().training().metrics());
    }

    /// Of 20,000 rows, a network of the preset fast sees each less often than its recipe says.
    @ParameterizedTest
    @CsvSource({"preset,fast", "recipe,realmlp"})
    void epochsAreThoseOfATrainingOnOneMachine(String option, String value) {
        Table training = table(20_000, 1, true);
        TableSettings settings = TableSettings.forTarget("y").with(TableOptions.SHARDS, 2);
        for (TableOption<?> each : TableOptions.all()) {
            settings = each.name().equals(option) ? settings.withText(each, value) : settings;
        }
        AtomicInteger epochs = new AtomicInteger();
        TableTrainer.of(settings)
                .started(start -> epochs.set(start.epochs()))
                .control(TrainingControl.defaults().stopWhen(() -> true))
                .fit(training, table(90, 2, true));
        FittedPipeline pipeline = NetworkPlan.pipeline(settings, Task.CLASSIFICATION)
                .fit(Examples.of(training, "y", Task.CLASSIFICATION))
                .pipeline();
        NetworkPlan plan = NetworkPlan.of(
                settings,
                pipeline,
                training.rows(),
                pipeline.transform(training).rows(0, 16_384));
        assertThat(plan.epochs()).isEqualTo(epochs.get()).isLessThan(value.equals("fast") ? 256 : 257);
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        Table training = table(300, 1, true);
        Table validation = table(90, 2, true);
        TableSettings settings = TableSettings.forTarget("y")
                .with(TableOptions.LAYERS, List.of(8))
                .with(TableOptions.EPOCHS, 3)
                .with(TableOptions.SHARDS, 3);
        Table shuffled =
                training.select(IntStream.range(0, 300).map(i -> i * 7 % 300).toArray());
        assertThat(TableTrainer.of(settings).fit(shuffled, validation).parametersHash())
                .isEqualTo(TableTrainer.of(settings).fit(training, validation).parametersHash());
    }

    @Test
    void severalNetworksAreRefused() {
        TableSettings settings = TableSettings.forTarget("y");
        assertThatThrownBy(() -> NetworkPlan.pipeline(settings.with(TableOptions.PRESET, Preset.BEST), Task.REGRESSION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the preset best is of several networks, and one is trained here; leave it out, or name a"
                        + " recipe");
        assertThatThrownBy(() -> NetworkPlan.pipeline(settings.with(TableOptions.FOLDS, 3), Task.REGRESSION))
                .hasMessage("folds is for several networks, and one is trained here; leave it out");
    }
}
