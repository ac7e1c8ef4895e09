package dev.lamina.spark;

import dev.lamina.TableOption;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/// What [LaminaClassifier] and [LaminaRegressor] have in common: the columns, the settings of the network and its
/// training, and how tasks work together.
///
/// What is not set is chosen by the facts of the data, as the command line does; without a recipe or an
/// option of dense layers, the network is that of the preset `fast`. The model depends on the rows, the
/// settings and [#shards] alone: not on the number of executors, on the partitions or the order of the
/// rows, or on what is lost and tried again. A local training with the same settings and as many shards
/// gives the same bits.
///
/// Each setter refuses a value out of its range. One thread at a time.
///
/// @param <E> the estimator itself
public abstract class LaminaEstimator<E extends LaminaEstimator<E>> extends Estimator<LaminaModel>
        implements DefaultParamsWritable {

    private static final long serialVersionUID = 1L;

    private static final int DEFAULT_SHARDS = 8;
    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final long DEFAULT_CHECKPOINT_INTERVAL = 1000;

    private final String uid;

    private final Param<String> featuresCol = text("featuresCol", ColumnText.FEATURES);
    private final StringArrayParam inputCols = new StringArrayParam(
            this,
            "inputCols",
            "The columns to learn from instead of a vector: numbers, strings, booleans, dates and timestamps. Null, NaN and"
                    + " the empty string are missing. Default: none, featuresCol is read.");
    private final Param<String> labelCol = text("labelCol", "The column to predict. Default: label.");
    private final Param<String> predictionCol = text("predictionCol", ColumnText.PREDICTION);
    private final Param<String> weightCol = text(
            "weightCol",
            "The column of numbers, 0 or more, that says how much each row counts in training. Default:"
                    + " every row counts 1.");
    private final Param<String> validationIndicatorCol = text(
            "validationIndicatorCol",
            "The boolean column that is true for the rows that validate: they choose the best epoch, and the model is"
                    + " calibrated by them. Default: no row validates.");
    private final Param<String> recipe = text(name(TableOptions.RECIPE), help(TableOptions.RECIPE));
    private final Param<String> metric = text(name(TableOptions.METRIC), help(TableOptions.METRIC));
    private final IntArrayParam layers = new IntArrayParam(this, name(TableOptions.LAYERS), help(TableOptions.LAYERS));
    private final Param<String> activation = text(name(TableOptions.ACTIVATION), help(TableOptions.ACTIVATION));
    private final Param<String> loss = text(name(TableOptions.LOSS), help(TableOptions.LOSS));
    private final Param<String> optimizer = text(name(TableOptions.OPTIMIZER), help(TableOptions.OPTIMIZER));
    private final DoubleParam learningRate =
            new DoubleParam(this, name(TableOptions.LEARNING_RATE), help(TableOptions.LEARNING_RATE));
    private final Param<String> schedule = text(name(TableOptions.SCHEDULE), help(TableOptions.SCHEDULE));
    private final DoubleParam weightDecay =
            new DoubleParam(this, name(TableOptions.WEIGHT_DECAY), help(TableOptions.WEIGHT_DECAY));
    private final DoubleParam l1 = new DoubleParam(this, name(TableOptions.L1), help(TableOptions.L1));
    private final DoubleParam l2 = new DoubleParam(this, name(TableOptions.L2), help(TableOptions.L2));
    private final DoubleParam maxNorm = new DoubleParam(this, name(TableOptions.MAX_NORM), help(TableOptions.MAX_NORM));
    private final DoubleParam clipNorm =
            new DoubleParam(this, name(TableOptions.CLIP_NORM), help(TableOptions.CLIP_NORM));
    private final DoubleParam clipValue =
            new DoubleParam(this, name(TableOptions.CLIP_VALUE), help(TableOptions.CLIP_VALUE));
    private final DoubleParam dropout = new DoubleParam(this, name(TableOptions.DROPOUT), help(TableOptions.DROPOUT));
    private final IntParam epochs = new IntParam(this, name(TableOptions.EPOCHS), help(TableOptions.EPOCHS));
    private final IntParam batchSize = new IntParam(this, name(TableOptions.BATCH_SIZE), help(TableOptions.BATCH_SIZE));
    private final IntParam patience = new IntParam(this, name(TableOptions.PATIENCE), help(TableOptions.PATIENCE));
    private final LongParam seed = new LongParam(this, name(TableOptions.SEED), help(TableOptions.SEED));
    private final IntParam shards = new IntParam(
            this,
            "shards",
            "Into how many shards the rows are divided: at most so many tasks train together. The bits of the model depend"
                    + " on it, and not on how many there are. Default: 8.");
    private final IntParam timeout = new IntParam(
            this, "timeout", "How many seconds a task waits for another one, or for executors, at most. Default: 60.");
    private final Param<String> checkpointDir = text(
            "checkpointDir",
            "The folder on the cluster's file system for checkpoints, from which a training goes on after an executor was"
                    + " lost, or when it is started again. Default: that of the SparkContext; none if it has none.");
    private final LongParam checkpointInterval =
            new LongParam(this, "checkpointInterval", "How many steps lie between two checkpoints. Default: 1000.");

    LaminaEstimator(String uid) {
        this.uid = uid;
        super();
        setDefault(featuresCol, "features");
        setDefault(labelCol, "label");
        setDefault(predictionCol, "prediction");
        setDefault(shards, DEFAULT_SHARDS);
        setDefault(timeout, DEFAULT_TIMEOUT_SECONDS);
        setDefault(checkpointInterval, DEFAULT_CHECKPOINT_INTERVAL);
    }

    private Param<String> text(String name, String help) {
        return new Param<>(this, name, help);
    }

    /// `learningRate` for `learning-rate`.
    private static String name(TableOption<?> option) {
        return ColumnText.camelCase(option.name());
    }

    private static String help(TableOption<?> option) {
        return ColumnText.camelCaseOptions(option.help());
    }

    @Override
    public String uid() {
        return uid;
    }

    public Param<String> featuresCol() {
        return featuresCol;
    }

    public E setFeaturesCol(String column) {
        return with(featuresCol, column);
    }

    public StringArrayParam inputCols() {
        return inputCols;
    }

    public E setInputCols(String[] columns) {
        return with(inputCols, columns);
    }

    public Param<String> labelCol() {
        return labelCol;
    }

    public E setLabelCol(String column) {
        return with(labelCol, column);
    }

    public Param<String> predictionCol() {
        return predictionCol;
    }

    public E setPredictionCol(String column) {
        return with(predictionCol, column);
    }

    public Param<String> weightCol() {
        return weightCol;
    }

    public E setWeightCol(String column) {
        return with(weightCol, column);
    }

    public Param<String> validationIndicatorCol() {
        return validationIndicatorCol;
    }

    public E setValidationIndicatorCol(String column) {
        return with(validationIndicatorCol, column);
    }

    public Param<String> recipe() {
        return recipe;
    }

    public E setRecipe(String value) {
        return with(recipe, TableOptions.RECIPE, value);
    }

    public Param<String> metric() {
        return metric;
    }

    public E setMetric(String value) {
        return with(metric, TableOptions.METRIC, value);
    }

    public IntArrayParam layers() {
        return layers;
    }

    public E setLayers(int[] value) {
        return with(layers, TableOptions.LAYERS, value);
    }

    public Param<String> activation() {
        return activation;
    }

    public E setActivation(String value) {
        return with(activation, TableOptions.ACTIVATION, value);
    }

    public Param<String> loss() {
        return loss;
    }

    public E setLoss(String value) {
        return with(loss, TableOptions.LOSS, value);
    }

    public Param<String> optimizer() {
        return optimizer;
    }

    public E setOptimizer(String value) {
        return with(optimizer, TableOptions.OPTIMIZER, value);
    }

    public DoubleParam learningRate() {
        return learningRate;
    }

    public E setLearningRate(double value) {
        return with(learningRate, TableOptions.LEARNING_RATE, value);
    }

    public Param<String> schedule() {
        return schedule;
    }

    public E setSchedule(String value) {
        return with(schedule, TableOptions.SCHEDULE, value);
    }

    public DoubleParam weightDecay() {
        return weightDecay;
    }

    public E setWeightDecay(double value) {
        return with(weightDecay, TableOptions.WEIGHT_DECAY, value);
    }

    public DoubleParam l1() {
        return l1;
    }

    public E setL1(double value) {
        return with(l1, TableOptions.L1, value);
    }

    public DoubleParam l2() {
        return l2;
    }

    public E setL2(double value) {
        return with(l2, TableOptions.L2, value);
    }

    public DoubleParam maxNorm() {
        return maxNorm;
    }

    public E setMaxNorm(double value) {
        return with(maxNorm, TableOptions.MAX_NORM, value);
    }

    public DoubleParam clipNorm() {
        return clipNorm;
    }

    public E setClipNorm(double value) {
        return with(clipNorm, TableOptions.CLIP_NORM, value);
    }

    public DoubleParam clipValue() {
        return clipValue;
    }

    public E setClipValue(double value) {
        return with(clipValue, TableOptions.CLIP_VALUE, value);
    }

    public DoubleParam dropout() {
        return dropout;
    }

    public E setDropout(double value) {
        return with(dropout, TableOptions.DROPOUT, value);
    }

    public IntParam epochs() {
        return epochs;
    }

    public E setEpochs(int value) {
        return with(epochs, TableOptions.EPOCHS, value);
    }

    public IntParam batchSize() {
        return batchSize;
    }

    public E setBatchSize(int value) {
        return with(batchSize, TableOptions.BATCH_SIZE, value);
    }

    public IntParam patience() {
        return patience;
    }

    public E setPatience(int value) {
        return with(patience, TableOptions.PATIENCE, value);
    }

    public LongParam seed() {
        return seed;
    }

    public E setSeed(long value) {
        return with(seed, TableOptions.SEED, value);
    }

    public IntParam shards() {
        return shards;
    }

    public E setShards(int value) {
        return with(shards, TableOptions.SHARDS, value);
    }

    public IntParam timeout() {
        return timeout;
    }

    public E setTimeout(int seconds) {
        return with(timeout, positive("timeout", seconds));
    }

    public Param<String> checkpointDir() {
        return checkpointDir;
    }

    public E setCheckpointDir(String folder) {
        return with(checkpointDir, folder);
    }

    public LongParam checkpointInterval() {
        return checkpointInterval;
    }

    public E setCheckpointInterval(long steps) {
        return with(checkpointInterval, positive("checkpointInterval", steps));
    }

    private static <N extends Number> N positive(String name, N value) {
        if (value.longValue() < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
        return value;
    }

    /// Sets what an option of the command line says too.
    private <T> E with(Param<T> param, TableOption<?> option, Object value) {
        TableSettings.forTarget("label").withText(option, ColumnText.of(value));
        return with(param, value);
    }

    @SuppressWarnings("unchecked") // An E is what extends this class as E; numbers are boxed for Scala's parameters.
    private <T> E with(Param<T> param, Object value) {
        set(param, (T) value);
        return (E) this;
    }

    /// Which options are given, by their names.
    private SortedMap<String, String> options() {
        SortedMap<String, String> options = new TreeMap<>();
        put(options, TableOptions.RECIPE, recipe);
        put(options, TableOptions.METRIC, metric);
        put(options, TableOptions.LAYERS, layers);
        put(options, TableOptions.ACTIVATION, activation);
        put(options, TableOptions.LOSS, loss);
        put(options, TableOptions.OPTIMIZER, optimizer);
        put(options, TableOptions.LEARNING_RATE, learningRate);
        put(options, TableOptions.SCHEDULE, schedule);
        put(options, TableOptions.WEIGHT_DECAY, weightDecay);
        put(options, TableOptions.L1, l1);
        put(options, TableOptions.L2, l2);
        put(options, TableOptions.MAX_NORM, maxNorm);
        put(options, TableOptions.CLIP_NORM, clipNorm);
        put(options, TableOptions.CLIP_VALUE, clipValue);
        put(options, TableOptions.DROPOUT, dropout);
        put(options, TableOptions.EPOCHS, epochs);
        put(options, TableOptions.BATCH_SIZE, batchSize);
        put(options, TableOptions.PATIENCE, patience);
        put(options, TableOptions.SEED, seed);
        put(options, TableOptions.SHARDS, shards);
        return options;
    }

    private void put(SortedMap<String, String> options, TableOption<?> option, Param<?> param) {
        if (isDefined(param)) {
            options.put(option.name(), ColumnText.of(getOrDefault(param)));
        }
    }

    /// What is to be learned.
    abstract Task task();

    /// The name of the column for probabilities; empty for none.
    abstract String probability();

    private List<String> inputs() {
        return isSet(inputCols) ? List.of(getOrDefault(inputCols)) : List.of(getOrDefault(featuresCol));
    }

    private Optional<String> given(Param<String> param) {
        return isSet(param) ? Optional.of(getOrDefault(param)) : Optional.empty();
    }

    /// One vector, or any number of columns that are none.
    private void checkInputs(StructType schema) {
        if (!isSet(inputCols)) {
            RowSchema.require(schema, getOrDefault(featuresCol), RowSchema.Kind.VECTOR);
        } else if (getOrDefault(inputCols).length == 0) {
            throw new IllegalArgumentException("inputCols has no column; name one or more");
        } else {
            for (String name : getOrDefault(inputCols)) {
                if (RowSchema.kind(schema, name) == RowSchema.Kind.VECTOR) {
                    throw new IllegalArgumentException("column \"" + name + "\" of inputCols is a vector; name it with"
                            + " featuresCol instead, and put others into it with a VectorAssembler");
                }
            }
        }
    }

    private TrainingSchema schema(StructType schema, List<String> vectorNames) {
        return TrainingSchema.of(
                schema,
                task(),
                inputs(),
                vectorNames,
                getOrDefault(labelCol),
                given(weightCol),
                given(validationIndicatorCol));
    }

    /// The schema with the columns that the model adds.
    @Override
    public StructType transformSchema(StructType schema) {
        checkInputs(schema);
        schema(schema, List.of());
        boolean words =
                task() == Task.CLASSIFICATION && RowSchema.kind(schema, getOrDefault(labelCol)) == RowSchema.Kind.WORD;
        return new PredictionColumns(getOrDefault(predictionCol), probability(), words).added(schema);
    }

    /// Trains on all rows.
    ///
    /// @throws dev.lamina.data.DataException naming partition and row, if the rows cannot be used
    /// @throws IllegalArgumentException if a column is not there or of the wrong type, or the settings
    ///     exclude each other
    /// @throws TrainingFailedException if executors were lost again and again, the numbers left the finite
    ///     range, or a checkpoint cannot be read
    @Override
    public LaminaModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema(), true);
        org.apache.spark.sql.Column[] columns = Stream.of(
                        inputs().stream(),
                        Stream.of(getOrDefault(labelCol)),
                        given(weightCol).stream(),
                        given(validationIndicatorCol).stream())
                .flatMap(names -> names)
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .toArray(org.apache.spark.sql.Column[]::new);
        Dataset<Row> rows = dataset.select(columns);
        List<String> vectorNames = VectorNames.of(rows, inputs());
        ClusterTraining training = new ClusterTraining(
                schema(rows.schema(), vectorNames),
                task(),
                options(),
                (int) getOrDefault(shards),
                Duration.ofSeconds((int) getOrDefault(timeout)),
                given(checkpointDir).or(() -> contextCheckpointDir(dataset)),
                (long) getOrDefault(checkpointInterval));
        Model model = training.train(rows.toJavaRDD());
        LaminaModel fitted = new LaminaModel(uid, model)
                .setPredictionCol(getOrDefault(predictionCol))
                .setProbabilityCol(probability());
        if (!vectorNames.isEmpty()) {
            fitted.setFeaturesCol(inputs().getFirst()).setFeatureNames(vectorNames.toArray(String[]::new));
        }
        return fitted.setParent((Estimator<LaminaModel>) this);
    }

    private static Optional<String> contextCheckpointDir(Dataset<?> dataset) {
        Option<String> folder = dataset.sparkSession().sparkContext().getCheckpointDir();
        return folder.isDefined() ? Optional.of(folder.get()) : Optional.empty();
    }

    @Override
    public E copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
