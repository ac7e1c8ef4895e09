package dev.lamina.examples.spark;

import dev.lamina.spark.LaminaClassifier;
import dev.lamina.spark.LaminaModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/// From a CSV file or a folder of Parquet to a model and its predictions, for spark-submit: `TrainOnSpark
/// FILE LABEL FOLDER`. A tenth of the rows validates, a tenth is held out; the folder receives the model
/// and the predictions.
public final class TrainOnSpark {

    private TrainOnSpark() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("expected a file, the column to predict and a folder for the results");
            System.exit(2);
        }
        String file = arguments[0];
        String label = arguments[1];
        String folder = arguments[2];
        try (SparkSession session = SparkSession.builder().getOrCreate()) {
            Dataset<Row> rows = (file.contains(".csv")
                            ? session.read()
                                    .option("header", true)
                                    .option("inferSchema", true)
                                    .csv(file)
                            : session.read().parquet(file))
                    .withColumn("part", functions.pmod(functions.xxhash64(functions.col("*")), functions.lit(10)));
            Dataset<Row> known = rows.filter("part > 0").withColumn("validates", functions.expr("part = 1"));
            Dataset<Row> held = rows.filter("part = 0");

            String[] columns = Arrays.stream(rows.columns())
                    .filter(column -> !column.equals(label) && !column.equals("part"))
                    .toArray(String[]::new);

            LaminaModel model = new LaminaClassifier()
                    .setInputCols(columns)
                    .setLabelCol(label)
                    .setValidationIndicatorCol("validates")
                    .fit(known);

            Dataset<Row> predicted = model.transform(held);
            predicted.select(label, "prediction").write().mode("overwrite").parquet(folder + "/predictions");
            model.write().overwrite().save(folder + "/model");
            System.out.println(model.model().summary());
            System.out.printf(
                    Locale.ROOT,
                    "%d rows held out: log loss %.4f%nparameters %s%n",
                    held.count(),
                    logLoss(predicted, label, model),
                    model.parametersHash());
        }
    }

    /// Labels may be words, which Spark's evaluators do not take: the loss is that of the label's probability.
    private static double logLoss(Dataset<Row> predicted, String label, LaminaModel model) {
        String index = "double(array_position(array('" + String.join("','", model.labels()) + "'), string(" + label
                + ")) - 1)";
        return new MulticlassClassificationEvaluator()
                .setMetricName("logLoss")
                .setLabelCol("index")
                .setPredictionCol("index")
                .evaluate(predicted.withColumn("index", functions.expr(index)));
    }
}
