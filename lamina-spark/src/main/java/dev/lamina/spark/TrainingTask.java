package dev.lamina.spark;

import dev.lamina.NetworkPlan;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.Checkpoint;
import dev.lamina.core.train.DivergenceException;
import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.PipelineText;
import dev.lamina.model.Provenance;
import dev.lamina.spark.exchange.Meeting;
import dev.lamina.spark.exchange.Peer;
import dev.lamina.spark.exchange.PeerLostException;
import dev.lamina.spark.exchange.ShardRange;
import dev.lamina.spark.exchange.SocketExchange;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/// What each task of a training does: it keeps the rows of its shards, meets the others, and trains with
/// them. The first one gives the model, the others nothing.
final class TrainingTask
        extends AbstractFunction1<
                scala.collection.Iterator<ShardBlock>, scala.collection.Iterator<TrainingTask.Outcome>>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TrainingTask.class);

    /// Validation rows that a model is measured and calibrated by, at most. They are the first in the order
    /// of their content, which is as good as random.
    private static final int MOST_JUDGED = 1 << 18;

    private final Broadcast<FitPlan> plan;

    TrainingTask(Broadcast<FitPlan> plan) {
        this.plan = plan;
    }

    /// What a task has come to.
    ///
    /// @param model the bytes of the model's file; empty where another task gives it
    /// @param error why there is no model, where trying again would end in the same; empty without one
    record Outcome(byte[] model, String error) implements Serializable {}

    @Override
    public scala.collection.Iterator<Outcome> apply(scala.collection.Iterator<ShardBlock> blocks) {
        Outcome outcome = new Run(plan.value(), BarrierTaskContext.get()).of(CollectionConverters.asJava(blocks));
        return CollectionConverters.asScala(List.of(outcome).iterator());
    }

    /// One task.
    private static final class Run {

        private final FitPlan plan;
        private final BarrierTaskContext context;
        private final int me;
        private final int tasks;
        private final ShardRange range;
        private final Configuration configuration = SparkHadoopUtil.get().conf();

        Run(FitPlan plan, BarrierTaskContext context) {
            this.plan = plan;
            this.context = context;
            me = context.partitionId();
            tasks = context.numPartitions();
            range = ShardRange.of(plan.shards(), tasks, me);
        }

        Outcome of(Iterator<ShardBlock> blocks) {
            try (ShardFile training = file(false);
                    ShardFile validation = file(true)) {
                while (blocks.hasNext()) {
                    ShardBlock block = blocks.next();
                    (block.validates() ? validation : training).put(block);
                }
                training.checkComplete();
                validation.checkComplete();
                return trained(training, validation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ShardFile file(boolean validates) throws IOException {
            Path file = SparkEnv.get()
                    .blockManager()
                    .diskBlockManager()
                    .createTempLocalBlock()
                    ._2()
                    .toPath();
            return new ShardFile(
                    file,
                    plan.layout(),
                    validates,
                    range,
                    plan.shards(),
                    validates ? plan.validationRows() : plan.trainingRows());
        }

        private Outcome trained(ShardFile training, ShardFile validation) throws IOException {
            String host = SparkEnv.get().blockManager().blockManagerId().host();
            try (Meeting meeting = Meeting.on(InetAddress.getByName(host))) {
                String newest = me == 0 ? newestCheckpoint().orElse("") : "";
                String[] all = context.allGather(
                        String.join("\n", SparkEnv.get().executorId(), host, String.valueOf(meeting.port()), newest));
                List<Peer> peers = Stream.of(all).map(Run::peer).toList();
                String start = all[0].split("\n", -1)[3];
                try (SocketExchange exchange =
                        meeting.connect(peers, me, plan.shards(), plan.secret(), plan.timeout())) {
                    return trained(training, validation, exchange, start);
                }
            }
        }

        private static Peer peer(String message) {
            String[] parts = message.split("\n", -1);
            return new Peer(parts[0], parts[1], Integer.parseInt(parts[2]));
        }

        private Optional<String> newestCheckpoint() throws IOException {
            return plan.checkpoints() == null
                    ? Optional.empty()
                    : plan.checkpoints().newest(configuration);
        }

        private Outcome trained(ShardFile training, ShardFile validation, SocketExchange exchange, String start) {
            try {
                NetworkPlan network = plan.network();
                Checkpoint resumed = null;
                if (plan.checkpoints() != null && !start.isEmpty()) {
                    resumed = plan.checkpoints().read(start, configuration);
                }
                NetworkPlan.Trained trained = network.train(
                        training, plan.validationRows() == 0 ? null : validation, exchange, control(), resumed);
                context.killTaskIfInterrupted();
                Optional<Model> model = model(network, trained, validation, exchange);
                return new Outcome(model.isPresent() ? ModelBytes.of(model.get()) : new byte[0], "");
            } catch (PeerLostException e) {
                throw e;
            } catch (DivergenceException | IllegalArgumentException | CheckpointException e) {
                return new Outcome(new byte[0], String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) {
                exchange.fail(String.valueOf(e));
                throw e;
            }
        }

        private TrainingControl control() {
            TrainingControl control = TrainingControl.defaults().threads(context.cpus());
            if (me > 0) {
                return control;
            }
            control = control.listener(Run::log);
            CheckpointFolder folder = plan.checkpoints();
            return folder == null
                    ? control
                    : control.checkpoints(folder.everySteps(), checkpoint -> write(checkpoint, folder));
        }

        private static void log(EpochReport report) {
            LOG.info("{}", report);
        }

        private void write(Checkpoint checkpoint, CheckpointFolder folder) {
            try {
                folder.write(checkpoint, configuration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Every task predicts the validation rows that it has; the first one makes the model.
        private Optional<Model> model(
                NetworkPlan network, NetworkPlan.Trained trained, ShardFile validation, SocketExchange exchange) {
            Provenance.Data data = new Provenance.Data(
                    plan.source(), "", "", (int) Math.min(Integer.MAX_VALUE, plan.trainingRows()), (int)
                            Math.min(Integer.MAX_VALUE, plan.validationRows()));
            if (plan.validationRows() == 0) {
                return me == 0 ? Optional.of(network.model(trained.last(), data)) : Optional.empty();
            }
            JudgedRows judged = new JudgedRows(
                    plan.shards(), (int) Math.min(plan.validationRows(), MOST_JUDGED), validation, exchange);
            List<Matrix> heldOut = new ArrayList<>();
            for (TrainedNetwork end : trained.ends()) {
                heldOut.add(judged.gather(inputs -> network.predictions(end, inputs)));
            }
            double[] targets = judged.targets();
            return me == 0 ? Optional.of(network.model(trained, heldOut, table(targets), data)) : Optional.empty();
        }

        private Table table(double[] targets) {
            FittedTarget target = PipelineText.read(plan.pipeline()).target();
            return Table.of(
                    plan.source(),
                    switch (target) {
                        case FittedTarget.Labels labels ->
                            new Column.Categories(
                                    labels.name(),
                                    Arrays.stream(targets)
                                            .mapToInt(index -> (int) index)
                                            .toArray(),
                                    labels.classes());
                        case FittedTarget.Scaled scaled -> new Column.Numbers(scaled.name(), targets);
                    });
        }
    }
}
