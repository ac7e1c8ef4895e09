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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /// Does something once a training has kept a checkpoint.
    private static CompletableFuture<Void> onceItTrains(Path checkpoints, Runnable action) {
        return CompletableFuture.runAsync(() -> {
            while (!hasCheckpoint(checkpoints)) {
                LockSupport.parkNanos(20_000_000);
            }
            action.run();
        });
    }

    private static boolean hasCheckpoint(Path checkpoints) {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
        } catch (IOException | UncheckedIOException e) {
            return false; // The folder is not there yet, or changes.
        }
    }

    @Test
    void anExecutorThatIsKilledDoesNotChangeTheBits() {
        Dataset<Row> rows = rows(cluster.session(2));
        Path checkpoints = folder.resolve("killed");
        CompletableFuture<Void> killer =
                onceItTrains(checkpoints, () -> cluster.executors().getLast().destroyForcibly());
        LaminaModel model = regressor().setCheckpointDir(checkpoints.toString()).fit(rows);
        killer.join();
        assertThat(model.parametersHash()).isEqualTo(expected);
    }

    /// As many times as `-Dlamina.test.options=-Dlamina.spark.kills=20` says.
    @Test
    void anExecutorThatIsKilledAtAnyInstantDoesNotChangeTheBits() {
        int kills = Integer.getInteger("lamina.spark.kills", 1);
        Dataset<Row> rows = rows(cluster.session(2));
        LaminaRegressor regressor =
                regressor().setCheckpointDir(folder.resolve("any").toString());
        long start = System.nanoTime();
        regressor.fit(rows);
        long undisturbed = System.nanoTime() - start;
        RandomStream random = RandomStream.of(0, Purpose.CHECK, 1);
        for (int i = 0; i < kills; i++) {
            long delay = (long) (random.nextDouble() * undisturbed);
            CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> {
                LockSupport.parkNanos(delay);
                cluster.executors().getLast().destroyForcibly();
            });
            String hash = regressor.fit(rows).parametersHash();
            killer.join();
            System.out.printf("kill %d after %.1f s of %.1f s: %s%n", i + 1, delay / 1e9, undisturbed / 1e9, hash);
            assertThat(hash).isEqualTo(expected);
        }
    }

    @Test
    void fewerTasksTakeOverWhenAMachineDoesNotComeBack() throws Exception {
        try (StandaloneCluster small = StandaloneCluster.start(folder.resolve("small"), 2, 1)) {
            Dataset<Row> rows = rows(small.session(2));
            Path checkpoints = folder.resolve("taken-over");
            CompletableFuture<Void> killer = onceItTrains(checkpoints, () -> small.loseWorker(1));
            LaminaModel model =
                    regressor().setCheckpointDir(checkpoints.toString()).fit(rows);
            killer.join();
            assertThat(model.parametersHash()).isEqualTo(expected);
        }
    }

    @Test
    void anExecutorOutOfMemoryIsNamed() {
        Dataset<Row> rows = rows(cluster.session(2));
        LaminaRegressor regressor = regressor().setLayers(new int[] {20_000, 20_000});
        assertThatThrownBy(() -> regressor.fit(rows))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageMatching("the training was given up: executor \\d+ on 127.0.0.1"
                        + "(: java.lang.OutOfMemoryError| was lost: ).*");
    }
}
