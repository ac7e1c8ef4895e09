package dev.lamina.spark;

import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import dev.lamina.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// A model of Lamina that predicts the rows of DataFrames, streaming ones too: one that [LaminaClassifier] or
/// [LaminaRegressor] has trained, or any that was trained on one machine.
///
/// A model that was trained on vectors reads the column [#featuresCol]; any other one finds its columns by
/// their names. Saved, it is a folder with Spark's `metadata` and the file `model.safetensors`, which every
/// part of Lamina reads.
public final class LaminaModel extends org.apache.spark.ml.Model<LaminaModel> implements MLWritable {

    private static final long serialVersionUID = 1L;

    private static final String FILE = "model.safetensors";

    private final String uid;
    private final transient @Nullable Model model;

    /// What scoring tasks read; made once.
    private transient @Nullable Broadcast<byte[]> broadcast;

    private final Param<String> featuresCol = new Param<>(this, "featuresCol", ColumnText.FEATURES);
    private final StringArrayParam featureNames = new StringArrayParam(
            this,
            "featureNames",
            "What the model calls the elements of the vectors, in their order. Default: the names of the vectors'"
                    + " attributes.");
    private final Param<String> predictionCol = new Param<>(this, "predictionCol", ColumnText.PREDICTION);
    private final Param<String> probabilityCol = new Param<>(this, "probabilityCol", ColumnText.PROBABILITY);

    /// One that cannot predict: Spark Connect looks for a constructor without parameters.
    public LaminaModel() {
        this("lamina", null);
    }

    LaminaModel(String uid, @Nullable Model model) {
        this.uid = uid;
        this.model = model;
        super();
        setDefault(predictionCol, "prediction");
        setDefault(probabilityCol, model == null || model.labels().isEmpty() ? "" : "probability");
    }

    /// A model that was trained elsewhere.
    public static LaminaModel of(Model model) {
        return new LaminaModel(Identifiable$.MODULE$.randomUID("lamina"), model);
    }

    /// The model itself: its networks, its labels, how it was trained.
    ///
    /// @throws IllegalStateException if it was made without one
    public Model model() {
        if (model == null) {
            throw new IllegalStateException("this LaminaModel is empty; train one, or load one with LaminaModel.load");
        }
        return model;
    }

    /// The labels in the order of their probabilities; empty where values are predicted.
    public String[] labels() {
        return model().labels().toArray(String[]::new);
    }

    /// A fingerprint of the parameters: equal for models of the same bits.
    public String parametersHash() {
        return model().parametersHash();
    }

    @Override
    public String uid() {
        return uid;
    }

    public Param<String> featuresCol() {
        return featuresCol;
    }

    /// Has the model read vectors.
    public LaminaModel setFeaturesCol(String column) {
        set(featuresCol, column);
        return this;
    }

    public StringArrayParam featureNames() {
        return featureNames;
    }

    public LaminaModel setFeatureNames(String[] names) {
        set(featureNames, names);
        return this;
    }

    public Param<String> predictionCol() {
        return predictionCol;
    }

    public LaminaModel setPredictionCol(String column) {
        set(predictionCol, column);
        return this;
    }

    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    public LaminaModel setProbabilityCol(String column) {
        set(probabilityCol, column);
        return this;
    }

    private PredictionColumns columns() {
        boolean words = model().pipeline().target() instanceof FittedTarget.Labels labels
                && labels.type() != Schema.Type.NUMBER;
        return new PredictionColumns(getOrDefault(predictionCol), getOrDefault(probabilityCol), words);
    }

    private RowSchema rowSchema(StructType schema) {
        if (!isSet(featuresCol)) {
            List<String> names = model().pipeline().schema().fields().stream()
                    .map(Schema.Field::name)
                    .toList();
            return RowSchema.of(schema, names, List.of());
        }
        String column = getOrDefault(featuresCol);
        RowSchema.require(schema, column, RowSchema.Kind.VECTOR);
        List<String> names = isSet(featureNames)
                ? List.of(getOrDefault(featureNames))
                : VectorNames.attributes(AttributeGroup.fromStructField(schema.apply(column)));
        return RowSchema.of(schema, List.of(column), names);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        rowSchema(schema);
        return columns().added(schema);
    }

    /// The rows with what is predicted for each.
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema(), true);
        Scoring scoring =
                new Scoring(broadcast(dataset.sparkSession().sparkContext()), rowSchema(dataset.schema()), columns());
        return dataset.toDF().mapPartitions(scoring, Encoders.row(schema));
    }

    private synchronized Broadcast<byte[]> broadcast(SparkContext context) {
        if (broadcast == null) {
            broadcast = JavaSparkContext.fromSparkContext(context).broadcast(ModelBytes.of(model()));
        }
        return broadcast;
    }

    /// The bytes of the model's file, which Spark Connect asks for before it keeps a model.
    @Override
    public long estimatedSize() {
        return ModelBytes.of(model()).length;
    }

    @Override
    public LaminaModel copy(ParamMap extra) {
        return copyValues(new LaminaModel(uid, model), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new Writer();
    }

    public static MLReader<LaminaModel> read() {
        return new Reader();
    }

    /// A model that was saved, or the model in a file of Lamina.
    ///
    /// @param path a folder of Spark's or a file, on the cluster's file system
    /// @throws UncheckedIOException naming the file, if it cannot be read
    public static LaminaModel load(String path) {
        return read().load(path);
    }

    private static byte[] bytes(Path file, SparkContext context) throws IOException {
        try (InputStream in = file.getFileSystem(context.hadoopConfiguration()).open(file)) {
            return in.readAllBytes();
        }
    }

    private final class Writer extends MLWriter {

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter.saveMetadata(LaminaModel.this, path, sparkSession());
            Path file = new Path(path, FILE);
            try (OutputStream out =
                    file.getFileSystem(sc().hadoopConfiguration()).create(file)) {
                out.write(ModelBytes.of(model()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Reader extends MLReader<LaminaModel> {

        @Override
        public LaminaModel load(String path) {
            Path given = new Path(path);
            try {
                FileSystem files = given.getFileSystem(sc().hadoopConfiguration());
                if (files.getFileStatus(given).isFile()) {
                    return of(ModelBytes.read(bytes(given, sc()), path));
                }
                DefaultParamsReader.Metadata metadata =
                        DefaultParamsReader.loadMetadata(path, sparkSession(), LaminaModel.class.getName());
                Path file = new Path(path, FILE);
                LaminaModel model =
                        new LaminaModel(metadata.uid(), ModelBytes.read(bytes(file, sc()), file.toString()));
                metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
                return model;
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}
