package dev.lamina.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Training on executors that are processes of their own. `./build spark` runs it.
@Tag("cluster")
class ClusterTest {

    private static final int ROWS = 20_000;
    private static final int COLUMNS = 8;
    private static final int SHARDS = 4;

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    private static String expected;

    @BeforeAll
    static void start() throws Exception {
        SparkSession.getActiveSession().foreach(session -> {
            session.stop();
            return null;
        });
        expected = TableTrainer.of(TableSettings.forTarget("y")
                        .task(Task.REGRESSION)
                        .with(TableOptions.SHARDS, SHARDS)
                        .with(TableOptions.LAYERS, List.of(64, 64))
                        .with(TableOptions.BATCH_SIZE, 256)
                        .with(TableOptions.EPOCHS, 30))
                .fit(table(0, ROWS), table(ROWS, ROWS + 1000))
                .parametersHash();
        cluster = StandaloneCluster.start(folder, 2, 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void stopSession() {
        SparkSession.getDefaultSession().get().stop();
    }

    private static double[] column(int column, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(row -> RandomStream.of(row, Purpose.CHECK, column).nextGaussian())
                .toArray();
    }

    private static double[] targets(int from, int to) {
        double[] a = column(0, from, to);
        double[] b = column(1, from, to);
        return IntStream.range(0, to - from).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    private static Table table(int from, int to) {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            columns.add(new Column.Numbers("x" + column, column(column, from, to)));
        }
        columns.add(new Column.Numbers("y", targets(from, to)));
        return Table.of("rows", columns.toArray(Column[]::new));
    }

    private static Dataset<Row> rows(SparkSession session) {
        StructType schema = new StructType();
        double[][] cells = new double[COLUMNS + 1][];
        for (int column = 0; column < COLUMNS; column++) {
            schema = schema.add("x" + column, DataTypes.DoubleType);
            cells[column] = column(column, 0, ROWS + 1000);
        }
        schema = schema.add("y", DataTypes.DoubleType).add("judged", DataTypes.BooleanType);
        cells[COLUMNS] = targets(0, ROWS + 1000);
        List<Row> rows = IntStream.range(0, ROWS + 1000)
                .mapToObj(row -> {
                    Object[] values = new Object[COLUMNS + 2];
                    for (int column = 0; column <= COLUMNS; column++) {
                        values[column] = cells[column][row];
                    }
                    values[COLUMNS + 1] = row >= ROWS;
                    return RowFactory.create(values);
                })
                .toList();
        return session.createDataFrame(rows, schema).repartition(4);
    }

    private static LaminaRegressor regressor() {
        return new LaminaRegressor()
                .setInputCols(IntStream.range(0, COLUMNS).mapToObj(i -> "x" + i).toArray(String[]::new))
                .setLabelCol("y")
                .setValidationIndicatorCol("judged")
                .setLayers(new int[] {64, 64})
                .setBatchSize(256)
                .setEpochs(30)
                .setShards(SHARDS)
                .setTimeout(10)
                .setCheckpointDir(folder.resolve("checkpoints").toString())
                .setCheckpointInterval(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void executorsDoNotChangeTheBits(int executors) {
        LaminaModel model = regressor().fit(rows(cluster.session(executors)));
        assertThat(model.parametersHash()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 6000})
    void anExecutorThatIsKilledDoesNotChangeTheBits(int afterMillis) throws Exception {
        Dataset<Row> rows = rows(cluster.session(2));
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(afterMillis);
                cluster.executors().getLast().destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        LaminaModel model = regressor().fit(rows);
        killer.join();
        assertThat(model.parametersHash()).isEqualTo(expected);
    }

    @Test
    void anExecutorOutOfMemoryIsNamed() {
        Dataset<Row> rows = rows(cluster.session(2));
        LaminaRegressor regressor = regressor().setLayers(new int[] {20_000, 20_000});
        assertThatThrownBy(() -> regressor.fit(rows))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageMatching("the training was given up: executor \\d+ on 127.0.0.1.*");
    }
}
