package dev.lamina.spark;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// Measures training and scoring on Spark; `benchmarks/spark` runs it. Not a test.
///
///     mlp FOLDER            beside Spark's own network, on data sets in the folder
///     executors FOLDER      one executor beside two, on a cluster that is started in the folder
///     scoring FOLDER ROWS   rows of 28 columns from Parquet, which is written to the folder
final class SparkBenchmark {

    private static final int ROUNDS = 3;

    private SparkBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "mlp" -> {
                mlp("covertype_20k", covertype(folder));
                mlp("mnist10k", mnist(folder));
            }
            case "executors" -> executors(folder);
            case "scoring" -> scoring(folder, Long.parseLong(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /// Rows of vectors and labels.
    private record Data(Dataset<Row> training, Dataset<Row> held, int inputs, int classes) {}

    private static Data covertype(Path folder) throws IOException {
        Table table = TableReader.defaults()
                .read(folder.resolve("covertype_20k.csv.gz").toString())
                .table();
        double[] labels = ((Column.Numbers) table.columns().getLast()).values();
        double least = Arrays.stream(labels).min().orElseThrow();
        Dataset<Row> rows = vectors(table.columns().subList(0, table.columns().size() - 1), labels, least, 1);
        int classes = (int) (Arrays.stream(labels).max().orElseThrow() - least + 1);
        return new Data(
                kept(rows.filter("id % 5 != 0")),
                kept(rows.filter("id % 5 = 0")),
                table.columns().size() - 1,
                classes);
    }

    private static Data mnist(Path folder) throws IOException {
        return new Data(
                images(folder.resolve("mnist-train10k-images-idx3-ubyte.gz")),
                images(folder.resolve("mnist-t10k-images-idx3-ubyte.gz")),
                784,
                10);
    }

    private static Dataset<Row> images(Path file) throws IOException {
        Table table = TableReader.defaults().read(file.toString()).table();
        List<Column> pixels = table.columns().stream()
                .filter(column -> !column.name().equals("label"))
                .toList();
        Column.Categories labels = (Column.Categories) table.require("label");
        double[] digits = Arrays.stream(labels.codes())
                .mapToDouble(code -> Double.parseDouble(labels.words().get(code)))
                .toArray();
        return kept(vectors(pixels, digits, 0, 1 / 255.0));
    }

    private static Dataset<Row> vectors(List<Column> columns, double[] labels, double least, double scale) {
        double[][] cells = columns.stream()
                .map(column -> ((Column.Numbers) column).values())
                .toArray(double[][]::new);
        List<Row> rows = IntStream.range(0, labels.length)
                .mapToObj(row -> RowFactory.create(
                        row,
                        Vectors.dense(Arrays.stream(cells)
                                .mapToDouble(column -> column[row] * scale)
                                .toArray()),
                        labels[row] - least))
                .toList();
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType);
        return LocalSpark.session().createDataFrame(rows, schema);
    }

    private static Dataset<Row> kept(Dataset<Row> rows) {
        Dataset<Row> cached = rows.repartition(2).cache();
        cached.count();
        return cached;
    }

    /// What a training took and how good it is.
    private record Outcome(String name, double seconds, double logLoss) {

        static Outcome of(String name, Supplier<Transformer> training, Dataset<Row> held) {
            System.gc();
            long start = System.nanoTime();
            Transformer model = training.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            double loss = new MulticlassClassificationEvaluator()
                    .setMetricName("logLoss")
                    .evaluate(model.transform(held));
            return new Outcome(name, seconds, loss);
        }
    }

    private static void mlp(String name, Data data) {
        List<List<Outcome>> spark = new ArrayList<>();
        List<List<Outcome>> lamina = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            List<Outcome> theirs = new ArrayList<>();
            List<Outcome> ours = new ArrayList<>();
            for (int iterations : new int[] {50, 100, 200}) {
                theirs.add(Outcome.of(iterations + " iterations", () -> theirs(data, iterations), data.held()));
            }
            for (int epochs : new int[] {5, 10, 20, 30, 40, 60, 80}) {
                ours.add(Outcome.of(epochs + " epochs", () -> ours(data, epochs), data.held()));
            }
            if (round > 0) { // The first one warms up.
                spark.add(theirs);
                lamina.add(ours);
            }
        }
        System.out.printf("%n%s, %d-128-%d, held out%n", name, data.inputs(), data.classes());
        System.out.println(
                "| Spark's network | s | log loss | Lamina | s | log loss | ratio |\n|---|---|---|---|---|---|---|");
        for (int i = 0; i < spark.getFirst().size(); i++) {
            Outcome theirs = median(spark, i);
            Outcome ours = IntStream.range(0, lamina.getFirst().size())
                    .mapToObj(j -> median(lamina, j))
                    .filter(each -> each.logLoss() <= theirs.logLoss())
                    .findFirst()
                    .orElse(new Outcome("not reached", Double.NaN, Double.NaN));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.4f | %s | %.2f | %.4f | %.1f |%n",
                    theirs.name(),
                    theirs.seconds(),
                    theirs.logLoss(),
                    ours.name(),
                    ours.seconds(),
                    ours.logLoss(),
                    theirs.seconds() / ours.seconds());
        }
    }

    private static Outcome median(List<List<Outcome>> rounds, int i) {
        return rounds.stream()
                .map(round -> round.get(i))
                .sorted((a, b) -> Double.compare(a.seconds(), b.seconds()))
                .toList()
                .get(rounds.size() / 2);
    }

    private static Transformer theirs(Data data, int iterations) {
        StandardScaler scaler = new StandardScaler()
                .setInputCol("features")
                .setOutputCol("scaled")
                .setWithMean(true);
        MultilayerPerceptronClassifier network = new MultilayerPerceptronClassifier()
                .setFeaturesCol("scaled")
                .setLayers(new int[] {data.inputs(), 128, data.classes()})
                .setMaxIter(iterations)
                .setSeed(0);
        return new Pipeline().setStages(new PipelineStage[] {scaler, network}).fit(data.training());
    }

    private static Transformer ours(Data data, int epochs) {
        return new LaminaClassifier()
                .setLayers(new int[] {128})
                .setEpochs(epochs)
                .setBatchSize(128)
                .setShards(2)
                .fit(data.training());
    }

    private static void executors(Path folder) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1)) {
            System.out.println("| executors of one core | s, 5 and 25 epochs | s an epoch | hash |\n|---|---|---|---|");
            for (int round = 0; round < ROUNDS; round++) {
                for (int executors : new int[] {1, 2}) {
                    try (SparkSession session = cluster.session(executors)) {
                        Dataset<Row> rows = session.range(0, 40_000, 1, 4)
                                .select(IntStream.range(0, 65)
                                        .mapToObj(i -> functions.randn(i).as(i == 64 ? "label" : "x" + i))
                                        .toArray(org.apache.spark.sql.Column[]::new))
                                .cache();
                        rows.count();
                        deep(rows, 1);
                        long start = System.nanoTime();
                        deep(rows, 5);
                        long middle = System.nanoTime();
                        String hash = deep(rows, 25);
                        long end = System.nanoTime();
                        System.out.printf(
                                Locale.ROOT,
                                "| %d | %.2f %.2f | %.3f | %s |%n",
                                executors,
                                (middle - start) / 1e9,
                                (end - middle) / 1e9,
                                ((end - middle) - (middle - start)) / 20e9,
                                hash.substring(0, 8));
                    }
                }
            }
        }
    }

    private static String deep(Dataset<Row> rows, int epochs) {
        return new LaminaRegressor()
                .setInputCols(IntStream.range(0, 64).mapToObj(i -> "x" + i).toArray(String[]::new))
                .setLayers(new int[] {512, 512, 512})
                .setBatchSize(1024)
                .setEpochs(epochs)
                .setShards(2)
                .fit(rows)
                .parametersHash();
    }

    private static void scoring(Path folder, long count) throws Exception {
        SparkSession session = LocalSpark.session();
        org.apache.spark.sql.Column[] columns = IntStream.range(0, 28)
                .mapToObj(i -> functions.randn(i).cast("float").as("x" + i))
                .toArray(org.apache.spark.sql.Column[]::new);
        Path file = folder.resolve("rows-" + count + ".parquet");
        if (!Files.exists(file)) {
            session.range(0, count, 1, 8).select(columns).write().parquet(file.toString());
        }
        Dataset<Row> rows = session.read().parquet(file.toString());
        Dataset<Row> some = rows.limit(20_000).withColumn("label", functions.expr("x0 * x1 + x2"));
        LaminaModel model = new LaminaRegressor()
                .setInputCols(Arrays.copyOf(rows.columns(), 28))
                .setLayers(new int[] {128, 128})
                .setEpochs(3)
                .setShards(2)
                .fit(some);
        Path saved = folder.resolve("scorer.safetensors");
        model.model().save(saved);
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            model.transform(rows)
                    .select("prediction")
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "scored %d rows in %.2f s, %.2f million a second%n",
                    count,
                    seconds,
                    count / 1e6 / seconds);
        }
    }
}
