package dev.lamina.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Preset;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.spark.LocalSpark.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaminaModelTest {

    private static final int ROWS = 120;

    private static double a(int row) {
        return row % 13;
    }

    private static double b(int row) {
        return row % 7 - 3;
    }

    private static double label(int row) {
        return a(row) > 6 ? 1 : 0;
    }

    private static Dataset<Row> rows() {
        List<@Nullable Object[]> cells = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            cells.add(
                    new @Nullable Object[] {a(row), b(row), label(row), a(row) * b(row), label(row) > 0 ? "high" : "low"
                    });
        }
        return LocalSpark.rows(
                cells,
                new Named("a", DataTypes.DoubleType),
                new Named("b", DataTypes.DoubleType),
                new Named("label", DataTypes.DoubleType),
                new Named("product", DataTypes.DoubleType),
                new Named("word", DataTypes.StringType));
    }

    private static VectorAssembler assembler() {
        return new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
    }

    private static LaminaClassifier classifier() {
        return new LaminaClassifier()
                .setLayers(new int[] {8})
                .setEpochs(60)
                .setLearningRate(0.02)
                .setBatchSize(20)
                .setShards(2);
    }

    private static Table table() {
        return Table.of(
                "rows",
                new Column.Numbers(
                        "a",
                        IntStream.range(0, ROWS).mapToDouble(LaminaModelTest::a).toArray()),
                new Column.Numbers(
                        "b",
                        IntStream.range(0, ROWS).mapToDouble(LaminaModelTest::b).toArray()),
                new Column.Numbers(
                        "label",
                        IntStream.range(0, ROWS)
                                .mapToDouble(LaminaModelTest::label)
                                .toArray()));
    }

    @Test
    void predictsAsTheModelDoesElsewhere() {
        LaminaModel model = classifier().setInputCols(new String[] {"a", "b"}).fit(rows());
        Predictions expected = model.model().predictor().predict(table());
        List<Row> predicted =
                model.transform(rows()).select("probability", "prediction").collectAsList();
        for (int row = 0; row < ROWS; row++) {
            assertThat(((Vector) predicted.get(row).get(0)).apply(1)).isEqualTo(expected.probability(row, 1));
            assertThat(predicted.get(row).getDouble(1)).isEqualTo(Double.parseDouble(expected.label(row)));
        }
        assertThat(new MulticlassClassificationEvaluator().evaluate(model.transform(rows())))
                .isGreaterThan(0.95);
    }

    @Test
    void labelsThatAreWordsArePredictedAsWords() {
        LaminaModel model = classifier()
                .setInputCols(new String[] {"a", "b"})
                .setLabelCol("word")
                .setProbabilityCol("")
                .setPredictionCol("guess")
                .fit(rows());
        assertThat(model.labels()).containsExactly("high", "low");
        Dataset<Row> predicted = model.transform(rows());
        assertThat(predicted.columns()).containsExactly("a", "b", "label", "product", "word", "guess");
        assertThat(predicted.filter("guess = word").count()).isGreaterThan(ROWS * 9 / 10);
    }

    @Test
    void aSavedPipelineIsReadAgainAndItsModelIsAnOrdinaryFile(@TempDir Path folder) throws Exception {
        PipelineModel fitted = new Pipeline()
                .setStages(new PipelineStage[] {assembler(), classifier()})
                .fit(rows());
        String path = folder.resolve("pipeline").toString();
        fitted.save(path);
        LaminaModel model = (LaminaModel) fitted.stages()[1];
        LaminaModel read = (LaminaModel) PipelineModel.load(path).stages()[1];
        assertThat(read.parametersHash()).isEqualTo(model.parametersHash());
        assertThat(read.uid()).isEqualTo(model.uid());
        assertThat(read.getOrDefault(read.featureNames())).containsExactly("a", "b");
        assertThat(read.getOrDefault(read.featuresCol())).isEqualTo("features");
        assertThat(PipelineModel.load(path).transform(rows()).collectAsList())
                .isEqualTo(fitted.transform(rows()).collectAsList());
        try (var files = Files.walk(folder)) {
            Path file = files.filter(each -> each.endsWith("model.safetensors"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Model.load(file).parametersHash()).isEqualTo(model.parametersHash());
            assertThat(LaminaModel.load(file.toString()).transform(rows()).count())
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void namesOfAVectorsElementsAreThoseOfItsAttributes() {
        LaminaModel named = classifier().fit(assembler().transform(rows()));
        assertThat(named.model().pipeline().schema().fields())
                .extracting("name")
                .containsExactly("a", "b");
        Dataset<Row> scaled = new StandardScaler()
                .setInputCol("features")
                .setOutputCol("scaled")
                .fit(assembler().transform(rows()))
                .transform(assembler().transform(rows()));
        LaminaModel numbered = classifier().setFeaturesCol("scaled").fit(scaled);
        assertThat(numbered.model().pipeline().schema().fields())
                .extracting("name")
                .containsExactly("scaled_0", "scaled_1");
        assertThat(numbered.transform(scaled).count()).isEqualTo(ROWS);
    }

    @Test
    void aModelOfOneMachinePredictsColumnsAndVectors() {
        Model local = TableTrainer.of(TableSettings.forTarget("label")
                        .with(TableOptions.PRESET, Preset.FAST)
                        .with(TableOptions.EPOCHS, 10))
                .fit(table());
        List<Double> expected = LaminaModel.of(local).transform(rows()).select("prediction").collectAsList().stream()
                .map(row -> row.getDouble(0))
                .toList();
        assertThat(LaminaModel.of(local)
                        .setFeaturesCol("features")
                        .transform(assembler().transform(rows()))
                        .select("prediction")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getDouble(0)))
                .isEqualTo(expected);
        assertThatThrownBy(() -> LaminaModel.of(local).transform(rows().drop("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no column \"b\"; the columns are a, label, product, word");
    }

    @Test
    void aRowThatCannotBePredictedIsNamed() {
        LaminaModel model = classifier().setInputCols(new String[] {"a", "b"}).fit(rows());
        Dataset<Row> infinite = LocalSpark.rows(
                        List.<@Nullable Object[]>of(
                                new @Nullable Object[] {1.0, 2.0}, new @Nullable Object[] {1.0, 1 / 0.0}),
                        new Named("a", DataTypes.DoubleType),
                        new Named("b", DataTypes.DoubleType))
                .coalesce(1);
        assertThatThrownBy(() -> model.transform(infinite).collectAsList())
                .hasStackTraceContaining(
                        "partition 0, row 2: column \"b\" is infinite; correct the value or give it as null");
    }

    @Test
    void crossValidationFindsTheBetterSetting() {
        LaminaRegressor regressor = new LaminaRegressor()
                .setInputCols(new String[] {"a", "b"})
                .setLabelCol("product")
                .setLayers(new int[] {16})
                .setBatchSize(20)
                .setShards(2);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(regressor.epochs(), new int[] {1, 40})
                .build();
        CrossValidatorModel best = new CrossValidator()
                .setEstimator(regressor)
                .setEvaluator(new RegressionEvaluator().setLabelCol("product"))
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setParallelism(2)
                .fit(rows());
        assertThat(best.avgMetrics()[1]).isLessThan(best.avgMetrics()[0]);
        assertThat(((LaminaModel) best.bestModel())
                        .model()
                        .provenance()
                        .training()
                        .values())
                .containsEntry("epochs", "40");
    }

    @Test
    void streamsArePredicted(@TempDir Path folder) throws Exception {
        LaminaModel model = classifier().setInputCols(new String[] {"a", "b"}).fit(rows());
        rows().write().parquet(folder.resolve("in").toString());
        Dataset<Row> stream = LocalSpark.session()
                .readStream()
                .schema(rows().schema())
                .parquet(folder.resolve("in").toString());
        StreamingQuery query = model.transform(stream)
                .writeStream()
                .format("memory")
                .queryName("predicted")
                .option("checkpointLocation", folder.resolve("state").toString())
                .start();
        query.processAllAvailable();
        query.stop();
        assertThat(LocalSpark.session()
                        .table("predicted")
                        .filter("prediction is not null")
                        .count())
                .isEqualTo(ROWS);
    }

    @Test
    void anEstimatorIsSavedWithItsSettings(@TempDir Path folder) throws Exception {
        LaminaClassifier estimator = classifier().setDropout(0.25).setSeed(7).setInputCols(new String[] {"a"});
        String path = folder.resolve("estimator").toString();
        estimator.save(path);
        LaminaClassifier read = LaminaClassifier.load(path);
        assertThat(read.getOrDefault(read.dropout())).isEqualTo(0.25);
        assertThat(read.getOrDefault(read.seed())).isEqualTo(7L);
        assertThat(read.getOrDefault(read.layers())).containsExactly(8);
        assertThat(read.getOrDefault(read.inputCols())).containsExactly("a");
        assertThat(read.uid()).isEqualTo(estimator.uid());
        assertThat(read.explainParams())
                .contains("learningRate: The highest learning rate", "see patience")
                .doesNotContain("--");
    }
}
