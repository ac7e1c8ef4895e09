package dev.lamina.spark;

import dev.lamina.NetworkPlan;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.DataException;
import dev.lamina.data.Examples;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.PipelineText;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;

/// One training of a network on the rows of a DataFrame: counts them, fits the pipeline, puts the encoded
/// rows in order, and has tasks train together that keep the shards. The calling thread waits.
///
/// @param schema of the rows
/// @param task what is to be learned
/// @param options what is fixed of the [TableOptions], by their names
/// @param shards that rows are divided into
/// @param timeout of every wait for another task
/// @param checkpointDir where checkpoints are kept; empty for none
/// @param checkpointInterval how many steps lie between two
record ClusterTraining(
        TrainingSchema schema,
        Task task,
        SortedMap<String, String> options,
        int shards,
        Duration timeout,
        Optional<String> checkpointDir,
        long checkpointInterval) {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTraining.class);

    private static final String SOURCE = "DataFrame";

    private static final int SECRET_BYTES = 32;

    /// Trains on rows that have the schema's columns.
    ///
    /// @throws DataException if they cannot be used
    /// @throws IllegalArgumentException if the settings do not fit the rows
    /// @throws TrainingFailedException if the tasks came to no model
    Model train(JavaRDD<Row> rows) {
        Pipeline pipeline = NetworkPlan.pipeline(FitPlan.settings(task, schema.target(), options), task);
        Survey survey = survey(rows);
        Table table = survey.summary(schema).table(SOURCE, schema.target());
        Pipeline.Fit fit = pipeline.fit(Examples.of(table, schema.target(), task));
        fit.warnings().forEach(LOG::warn);
        RowLayout layout = new RowLayout(fit.pipeline().width(), schema.weight() != null);
        OrderedRows ordered = OrderedRows.of(rows, schema, fit.pipeline(), layout, survey);
        long[] starts = ordered.starts();
        Matrix sample = ordered.sample(starts);
        FitPlan plan = new FitPlan(
                task,
                schema.target(),
                options,
                PipelineText.write(fit.pipeline()),
                layout,
                survey.training(),
                survey.validation(),
                sample.data(),
                shards,
                SOURCE,
                secret(),
                timeout,
                null);
        plan.network();
        SparkContext context = rows.context();
        FitPlan complete = checkpointDir
                .map(folder -> plan.checkpoints(
                        new CheckpointFolder(folder + "/lamina-" + identity(plan), checkpointInterval)))
                .orElse(plan);
        byte[] bytes = train(ordered, starts, complete, context);
        if (complete.checkpoints() != null) {
            delete(complete.checkpoints(), context);
        }
        return ModelBytes.read(bytes, "the model of the tasks");
    }

    private Survey survey(JavaRDD<Row> rows) {
        TrainingSchema columns = schema;
        if (rows.getNumPartitions() == 0) {
            throw noRows();
        }
        Survey survey = rows.mapPartitionsWithIndex(
                        (partition, values) ->
                                List.of(Survey.of(columns, partition, values)).iterator(),
                        true)
                .treeReduce((a, b) -> Survey.merged(columns, a, b));
        if (survey.error() != null) {
            throw new DataException(survey.error());
        }
        if (survey.training() == 0) {
            throw noRows();
        }
        if (survey.training() < shards) {
            throw new IllegalArgumentException("the data has " + survey.training() + " rows to train with, fewer than "
                    + shards + " shards; set shards to " + survey.training() + " or fewer");
        }
        return survey;
    }

    private DataException noRows() {
        return new DataException("the data has no rows to train with"
                + (schema.weight() == null ? "" : ": none has a weight above 0")
                + (schema.validation() < 0 ? "" : ", of those that do not validate"));
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /// Names a training by all that its bits depend on.
    private static String identity(FitPlan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(plan.task().name());
            for (Map.Entry<String, String> option : plan.options().entrySet()) {
                out.writeUTF(option.getKey());
                out.writeUTF(option.getValue());
            }
            out.writeInt(plan.pipeline().length());
            out.writeChars(plan.pipeline());
            out.writeLong(plan.trainingRows());
            out.writeLong(plan.validationRows());
            out.writeInt(plan.shards());
            for (float number : plan.sample()) {
                out.writeFloat(number);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] train(OrderedRows ordered, long[] starts, FitPlan plan, SparkContext context) {
        Broadcast<FitPlan> broadcast =
                JavaSparkContext.fromSparkContext(context).broadcast(plan);
        try (TrainingJob job = new TrainingJob(context, plan.timeout(), plan.shards())) {
            List<TrainingTask.Outcome> outcomes = job.run(
                    tasks -> {
                        LOG.info("training on {} shards in {} tasks", plan.shards(), tasks);
                        RDD<ShardBlock> blocks =
                                ordered.blocks(starts, plan.shards(), tasks).rdd();
                        ClassTag<TrainingTask.Outcome> type = ClassTag.apply(TrainingTask.Outcome.class);
                        RDD<TrainingTask.Outcome> trained =
                                blocks.barrier().mapPartitions(new TrainingTask(broadcast), false, type);
                        return JavaRDD.fromRDD(trained, type).collect();
                    },
                    () -> newest(plan.checkpoints(), context));
            for (TrainingTask.Outcome outcome : outcomes) {
                if (!outcome.error().isEmpty()) {
                    throw new TrainingFailedException(outcome.error());
                }
            }
            return outcomes.getFirst().model();
        } finally {
            broadcast.destroy();
        }
    }

    /// Where the training stands, in words.
    private static String newest(@Nullable CheckpointFolder checkpoints, SparkContext context) {
        try {
            return checkpoints == null
                    ? "the start"
                    : checkpoints.newest(context.hadoopConfiguration()).orElse("the start");
        } catch (IOException e) {
            return "the last checkpoint";
        }
    }

    private static void delete(CheckpointFolder checkpoints, SparkContext context) {
        try {
            checkpoints.delete(context.hadoopConfiguration());
        } catch (IOException e) {
            LOG.warn("the checkpoints in {} could not be removed: {}", checkpoints.folder(), e.getMessage());
        }
    }
}
