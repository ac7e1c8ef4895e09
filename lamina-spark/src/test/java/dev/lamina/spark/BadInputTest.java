package dev.lamina.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.DataException;
import dev.lamina.spark.LocalSpark.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said, in the driver, of rows and settings that cannot be used.
class BadInputTest {

    private static final int ROWS = 60;

    private static List<@Nullable Object[]> cells() {
        List<@Nullable Object[]> cells = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            cells.add(new @Nullable Object[] {Vectors.dense(i, i % 7), i % 2 == 0 ? "even" : "odd", 1.0 + i % 3});
        }
        return cells;
    }

    /// Sixty rows in three partitions of twenty.
    private static Dataset<Row> rows(Consumer<List<@Nullable Object[]>> change) {
        List<@Nullable Object[]> cells = cells();
        change.accept(cells);
        return LocalSpark.rows(
                        cells,
                        new Named("features", SQLDataTypes.VectorType()),
                        new Named("label", DataTypes.StringType),
                        new Named("weight", DataTypes.DoubleType))
                .coalesce(1);
    }

    private static LaminaClassifier classifier() {
        return new LaminaClassifier().setLayers(new int[] {4}).setEpochs(2).setShards(2);
    }

    private static void refused(LaminaEstimator<?> estimator, Dataset<Row> rows, String message) {
        assertThatThrownBy(() -> estimator.fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Dataset<Row> withVector(@Nullable Vector vector) {
        return rows(cells -> cells.get(41)[0] = vector);
    }

    @Test
    void aCellThatCannotBeUsedIsNamedByPartitionAndRow() {
        refused(
                classifier(),
                rows(cells -> cells.get(7)[1] = null),
                "partition 0, row 8: no value in the label column \"label\"; leave the row out");
        refused(
                classifier(),
                withVector(Vectors.dense(1, Double.NaN)),
                "partition 0, row 42: element 1 of the vector in column \"features\" is NaN, expected a finite number;"
                        + " leave the row out, or give the columns themselves, where null is missing");
        refused(
                classifier(),
                withVector(Vectors.dense(1, 2, 3)),
                "partition 0, row 42: the vector in column \"features\" has 3 elements, expected 2 as the others have");
        refused(
                classifier(),
                withVector(null),
                "partition 0, row 42: column \"features\" is null, expected a vector of 2 numbers; leave the row out");
        refused(
                classifier().setWeightCol("weight"),
                rows(cells -> cells.get(3)[2] = -1.0),
                "partition 0, row 4: the weight in column \"weight\" is -1.0, expected a number of 0 or more");
        refused(
                classifier().setInputCols(new String[] {"weight"}),
                rows(cells -> cells.get(3)[2] = Double.POSITIVE_INFINITY),
                "partition 0, row 4: column \"weight\" is infinite; correct the value or give it as null");
    }

    @Test
    void theFirstPartitionWithAFaultIsNamed() {
        Dataset<Row> rows = rows(cells -> {
                    cells.get(20)[1] = null;
                    cells.get(50)[1] = null;
                })
                .repartition(4);
        assertThatThrownBy(() -> classifier().fit(rows))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "partition \\d, row \\d+: no value in the label column \"label\"; leave the row out");
    }

    @Test
    void rowsThatAreTooFewAreRefused() {
        refused(classifier(), rows(List::clear), "column \"features\" has no vector");
        refused(
                classifier().setInputCols(new String[] {"weight"}),
                rows(List::clear),
                "the data has no rows to train with");
        refused(
                classifier().setWeightCol("weight"),
                rows(cells -> cells.forEach(row -> row[2] = 0.0)),
                "the data has no rows to train with: none has a weight above 0");
        refused(
                classifier().setShards(61),
                rows(cells -> {}),
                "the data has 60 rows to train with, fewer than 61 shards; set shards to 60 or fewer");
    }

    @Test
    void columnsThatCannotBeUsedAreNamed() {
        refused(
                classifier().setFeaturesCol("input"),
                rows(cells -> {}),
                "no column \"input\"; the columns are features, label, weight");
        refused(
                classifier().setFeaturesCol("weight"),
                rows(cells -> {}),
                "column \"weight\" is of type double, expected a vector");
        refused(
                classifier().setInputCols(new String[] {"features", "weight"}),
                rows(cells -> {}),
                "column \"features\" of inputCols is a vector; name it with featuresCol instead, and put others into it"
                        + " with a VectorAssembler");
        refused(
                classifier().setInputCols(new String[] {"weight", "label"}),
                rows(cells -> {}),
                "column \"label\" is given twice among inputs, label, weight and validation indicator; leave it out"
                        + " once");
        refused(
                new LaminaRegressor(),
                rows(cells -> {}),
                "the label column \"label\" is of type string, expected a number");
        refused(
                classifier().setValidationIndicatorCol("weight"),
                rows(cells -> {}),
                "the validation indicator column \"weight\" is of type double, expected a boolean");
        refused(
                classifier().setInputCols(new String[] {"array"}),
                rows(cells -> {}).withColumn("array", functions.array(functions.col("weight"))),
                "column \"array\" is of type array<double>, expected numbers, strings, booleans, dates, timestamps or a"
                        + " vector; select what it should be from it");
        refused(
                classifier().setPredictionCol("weight"),
                rows(cells -> {}),
                "there is a column \"weight\" already; name the new one otherwise, or drop that one");
    }

    @Test
    void settingsOutOfTheirRangeAreRefusedAtOnce() {
        assertThatThrownBy(() -> classifier().setEpochs(0)).hasMessage("epochs is 0, expected 1 or more");
        assertThatThrownBy(() -> classifier().setShards(0)).hasMessage("shards is 0, expected 1 or more");
        assertThatThrownBy(() -> classifier().setTimeout(0)).hasMessage("timeout is 0, expected 1 or more");
        assertThatThrownBy(() -> classifier().setActivation("rellu")).hasMessageContaining("rellu");
        refused(
                classifier().setRecipe("realmlp"),
                rows(cells -> {}),
                "the recipe realmlp fixes the networks; leave layers out, or the recipe");
    }

    @Test
    void emptyPartitionsAndPartitionsOfOneRowAreFine() {
        String hash = classifier().fit(rows(cells -> {})).parametersHash();
        assertThat(classifier().fit(rows(cells -> {}).repartition(100)).parametersHash())
                .isEqualTo(hash);
        assertThat(classifier()
                        .fit(rows(cells -> {}).repartition(60).filter("weight > 0"))
                        .parametersHash())
                .isEqualTo(hash);
    }

    @Test
    void twoTrainingsAtOnceDoNotDisturbEachOther() {
        String hash = classifier().fit(rows(cells -> {})).parametersHash();
        List<String> hashes = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> classifier().fit(rows(cells -> {})).parametersHash()))
                .limit(2)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(hashes).containsExactly(hash, hash);
    }

    @Test
    void numbersThatLeaveTheFiniteRangeEndTheTraining() {
        assertThatThrownBy(() ->
                        classifier().setOptimizer("sgd").setLearningRate(1e30).fit(rows(cells -> {})))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("learning rate");
    }

    @Test
    void aBrokenCheckpointIsNamed(@TempDir Path folder) throws IOException {
        LaminaClassifier diverging = classifier()
                .setOptimizer("sgd")
                .setLearningRate(1e30)
                .setBatchSize(10)
                .setCheckpointDir(folder.toString())
                .setCheckpointInterval(1);
        assertThatThrownBy(() -> diverging.fit(rows(cells -> {}))).isInstanceOf(TrainingFailedException.class);
        Path checkpoint = onlyFile(folder);
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> diverging.fit(rows(cells -> {})))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith(checkpoint + " cannot be read: ")
                .hasMessageEndingWith("; remove it to train from the start");
        Files.delete(checkpoint.resolveSibling("." + checkpoint.getFileName() + ".crc"));
        assertThatThrownBy(() -> diverging.fit(rows(cells -> {})))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining(checkpoint + " is a broken checkpoint");
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
    }
}
