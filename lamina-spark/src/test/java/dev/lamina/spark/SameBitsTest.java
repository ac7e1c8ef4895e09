package dev.lamina.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Preset;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training on Spark and one on this machine alone.
class SameBitsTest {

    private static final String[] INPUTS = {"number", "word", "day"};

    private static final int ROWS = 400;

    /// The same rows as a table and as a DataFrame.
    record Data(Table training, Table validation, Dataset<Row> rows) {

        static Data of(boolean classes) {
            RandomStream random = RandomStream.of(3, Purpose.CHECK, 0);
            double[] numbers = new double[ROWS];
            @Nullable String[] words = new String[ROWS];
            LocalDate[] days = new LocalDate[ROWS];
            double[] targets = new double[ROWS];
            double[] weights = new double[ROWS];
            List<@Nullable Object[]> cells = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                numbers[i] = i % 9 == 4 ? Double.NaN : random.nextGaussian();
                words[i] = i % 7 == 2 ? null : List.of("red", "green", "blue").get(random.nextInt(3));
                days[i] = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(700));
                double value = (Double.isNaN(numbers[i]) ? 0 : numbers[i])
                        + ("red".equals(words[i]) ? 1 : 0)
                        + 0.2 * random.nextGaussian();
                targets[i] = classes ? value > 0.3 ? 1 : 0 : value;
                weights[i] = i % 11 == 0 ? 0 : 1 + random.nextInt(3);
                cells.add(new @Nullable Object[] {
                    Double.isNaN(numbers[i]) ? null : numbers[i],
                    words[i],
                    Date.valueOf(days[i]),
                    targets[i],
                    weights[i],
                    i % 5 == 0
                });
            }
            Table table = Table.of(
                    "rows",
                    new Column.Numbers("number", numbers),
                    Column.categories("word", words),
                    new Column.Times(
                            "day",
                            IntStream.range(0, ROWS)
                                    .mapToDouble(i -> days[i].toEpochDay() * 86_400.0)
                                    .toArray()),
                    new Column.Numbers("y", targets),
                    new Column.Numbers("weight", weights));
            int[] judged = IntStream.range(0, ROWS).filter(i -> i % 5 == 0).toArray();
            int[] trained = IntStream.range(0, ROWS).filter(i -> i % 5 != 0).toArray();
            return new Data(
                    table.select(trained),
                    table.select(judged),
                    LocalSpark.rows(
                            cells,
                            new LocalSpark.Named("number", DataTypes.DoubleType),
                            new LocalSpark.Named("word", DataTypes.StringType),
                            new LocalSpark.Named("day", DataTypes.DateType),
                            new LocalSpark.Named("y", DataTypes.DoubleType),
                            new LocalSpark.Named("weight", DataTypes.DoubleType),
                            new LocalSpark.Named("judged", DataTypes.BooleanType)));
        }
    }

    private static TableSettings settings(Task task, int shards) {
        return TableSettings.forTarget("y").task(task).with(TableOptions.SHARDS, shards);
    }

    private static void check(LaminaModel model, Model expected) {
        assertThat(model.model().pipeline()).isEqualTo(expected.pipeline());
        assertThat(model.parametersHash()).isEqualTo(expected.parametersHash());
        assertThat(model.model().calibration()).isEqualTo(expected.calibration());
        assertThat(model.model().provenance().training().metrics())
                .isEqualTo(expected.provenance().training().metrics());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "8, 7"})
    void theModelIsThatOfOneMachineForAnyPartitions(int partitions, int shards) {
        Data data = Data.of(true);
        Model expected = TableTrainer.of(settings(Task.CLASSIFICATION, shards)
                        .with(TableOptions.LAYERS, List.of(8))
                        .with(TableOptions.DROPOUT, 0.2)
                        .with(TableOptions.EPOCHS, 10))
                .fit(
                        data.training().without(List.of("weight")),
                        data.validation().without(List.of("weight")));
        LaminaModel model = new LaminaClassifier()
                .setInputCols(INPUTS)
                .setLabelCol("y")
                .setValidationIndicatorCol("judged")
                .setLayers(new int[] {8})
                .setDropout(0.2)
                .setEpochs(10)
                .setShards(shards)
                .fit(data.rows().repartition(partitions));
        check(model, expected);
    }

    @Test
    void numbersWithWeights() {
        Data data = Data.of(false);
        Model expected = TableTrainer.of(settings(Task.REGRESSION, 2)
                        .with(TableOptions.PRESET, Preset.FAST)
                        .with(TableOptions.WEIGHT, "weight")
                        .with(TableOptions.EPOCHS, 5))
                .fit(data.training(), data.validation());
        LaminaModel model = new LaminaRegressor()
                .setInputCols(INPUTS)
                .setLabelCol("y")
                .setWeightCol("weight")
                .setValidationIndicatorCol("judged")
                .setEpochs(5)
                .setShards(2)
                .fit(data.rows().orderBy(functions.col("number")));
        check(model, expected);
    }
}
