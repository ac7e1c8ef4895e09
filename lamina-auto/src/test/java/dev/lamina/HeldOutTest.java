package dev.lamina;

import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.LAYERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.TrainedMember.End;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    private static final Table TABLE = Table.of(
            "test",
            Column.numbers("a", IntStream.range(0, 20).asDoubleStream().toArray()),
            Column.categories(
                    "half",
                    IntStream.range(0, 20)
                            .mapToObj(i -> i < 10 ? "low" : "high")
                            .toArray(String[]::new)),
            Column.numbers(
                    "twice",
                    IntStream.range(0, 20).mapToDouble(i -> 100 + 2 * i).toArray()));

    private static Model model(String target) {
        TableSettings settings =
                TableSettings.forTarget(target).with(LAYERS, List.of(3)).with(EPOCHS, 2);
        return TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(1))
                .fit(TABLE);
    }

    /// A network that claims to have predicted these values for these rows, at the end of each epoch.
    private static TrainedMember member(Model model, int[] validation, float[][]... ends) {
        PlannedMember plan = new PlannedMember(
                0,
                RealMlp.small(Task.REGRESSION, false),
                new Split(new int[] {0}, validation),
                0,
                0,
                true,
                0,
                new Recipe.Effort(2, 10));
        return new TrainedMember(
                plan,
                model.network(),
                model.pipeline(),
                IntStream.range(0, ends.length)
                        .mapToObj(i -> new End(i + 1, model.network().parameters(), Matrix.of(ends[i])))
                        .toList());
    }

    @Test
    void aRowHasTheMeanOfThoseThatWereNotTrainedOnIt() {
        Model model = model("twice");
        HeldOut all = HeldOut.of(
                6,
                List.of(
                        member(model, new int[] {1, 4}, new float[][] {{10}, {20}}),
                        member(model, new int[] {2, 4}, new float[][] {{30}, {50}})),
                0);

        assertThat(all.rows()).containsExactly(1, 2, 4);
        assertThat(all.has(0)).isFalse();
        assertThat(all.mean(new int[] {4, 1, 2}).data()).containsExactly(35, 10, 30);
    }

    @Test
    void aNetworkThatEndedEarlyIsTakenAsItWasLast() {
        Model model = model("twice");
        List<TrainedMember> members = List.of(
                member(model, new int[] {0}, new float[][] {{1}}, new float[][] {{2}}, new float[][] {{3}}),
                member(model, new int[] {1}, new float[][] {{7}}));

        assertThat(HeldOut.of(2, members, 2).mean(new int[] {0, 1}).data()).containsExactly(3, 7);
    }

    @Test
    void valuesAreAsTheNetworkSeesThem() {
        Model model = model("twice");
        Matrix inputs = model.pipeline().transform(TABLE);
        Predictions predicted = model.predictor().predict(TABLE);
        Matrix held = HeldOut.predictions(model.members().getFirst(), inputs);
        Matrix targets = model.pipeline().targets(TABLE);

        assertThat(held.columns()).isEqualTo(1);
        double scale = (138 - 100) / (double) (targets.get(19, 0) - targets.get(0, 0));
        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(100 + scale * (held.get(row, 0) - targets.get(0, 0)))
                    .isCloseTo(predicted.value(row), within(1e-4));
        }
    }

    @Test
    void classesHaveAProbabilityEach() {
        Model model = model("half");
        Matrix held =
                HeldOut.predictions(model.members().getFirst(), model.pipeline().transform(TABLE));

        assertThat(held.data())
                .isEqualTo(model.predictor().predict(TABLE).probabilities().data());
        assertThat(held.columns()).isEqualTo(2);
    }
}
