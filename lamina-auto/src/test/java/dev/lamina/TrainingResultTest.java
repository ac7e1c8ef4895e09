package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.ModelRows;
import dev.lamina.model.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingResultTest {

    private static final int ROWS = 150;

    private static final Table TABLE = Table.of(
            "test",
            Column.numbers(
                    "a", IntStream.range(0, ROWS).mapToDouble(i -> i * 37 % 101).toArray()),
            Column.numbers(
                    "b", IntStream.range(0, ROWS).mapToDouble(i -> i * 53 % 97).toArray()),
            Column.categories(
                    "class",
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> i * 37 % 101 + i * 53 % 97 > 95 ? "yes" : "no")
                            .toArray(String[]::new)));

    private static final TableSettings SETTINGS = TableSettings.forTarget("class")
            .with(TableOptions.LAYERS, List.of(8))
            .with(TableOptions.EPOCHS, 6);

    private static TrainingResult train(TableSettings settings) {
        List<TrainingResult> results = new ArrayList<>();
        TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(1))
                .finished(results::add)
                .fit(TABLE);
        return results.getFirst();
    }

    @Test
    void rowsHeldOutAreJudgedByTheNetworksThatDidNotSeeThem() {
        TrainingResult result = train(SETTINGS.with(TableOptions.FOLDS, 3));

        assertThat(result.heldOut().rows()).isEqualTo(ROWS);
        List<ModelRows> parts = result.judgedRows();
        assertThat(parts).hasSize(3);
        for (int i = 0; i < parts.size(); i++) {
            Predictions own =
                    parts.get(i).model().predictor().predict(parts.get(i).table());
            int[] rows = result.judged().get(i).rows();
            for (int row = 0; row < rows.length; row++) {
                assertThat(own.probability(row, 1))
                        .isCloseTo(result.predictions().probability(rows[row], 1), within(1e-6f));
            }
        }
    }

    @Test
    void everyNetworkHasItsHistoryAndItsShare() {
        TrainingResult result = train(SETTINGS.with(TableOptions.FOLDS, 3));

        assertThat(result.networks()).hasSize(3).allSatisfy(run -> {
            assertThat(run.history()).hasSize(6);
            assertThat(run.weight()).isCloseTo(1 / 3.0, within(1e-12));
        });
        assertThat(result.networks()).extracting(NetworkRun::fold).containsExactly(1, 2, 3);
    }

    @Test
    void aSingleNetworkIsJudgedByItsValidationRows() {
        TrainingResult result = train(SETTINGS.validation(0.2));

        assertThat(result.judged()).hasSize(1);
        assertThat(result.judged().getFirst().model()).isSameAs(result.model());
        assertThat(result.heldOut().rows()).isEqualTo(30);
        assertThat(result.data().rows()).isEqualTo(ROWS);
        assertThat(result.evaluation().metrics())
                .isEqualTo(Evaluation.of(result.model().pipeline(), result.predictions(), result.heldOut())
                        .metrics());
    }

    @Test
    void warningsAreThoseOfThisTraining() {
        TableTrainer trainer =
                TableTrainer.of(SETTINGS).control(TrainingControl.defaults().threads(1));
        List<TrainingResult> results = new ArrayList<>();
        trainer.finished(results::add).fit(TABLE);
        trainer.fit(TABLE);

        assertThat(results.get(1).warnings()).isEqualTo(results.getFirst().warnings());
    }
}
