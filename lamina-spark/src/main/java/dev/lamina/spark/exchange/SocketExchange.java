package dev.lamina.spark.exchange;

import dev.lamina.core.train.ShardExchange;
import dev.lamina.core.train.ShardTree;
import dev.lamina.core.train.ShardTree.Node;
import dev.lamina.core.train.ShardTree.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The shards of one training that several tasks compute, connected each with each by a [Meeting].
///
/// Each of the K tasks owns a K-th of a vector. It sends to each other the sums of its shards for the other's part,
/// adds
/// up those that it gets for its own, and sends the total to all: every task sends and gets 2·(K − 1)/K of the vector's
/// bytes. A part goes in pieces, so that adding up and sending go on side by side.
///
/// Every wait ends after a time without a byte. What ends an exchange for one task ends it for all: who finds another
/// one lost tells the rest, see [#fail].
public final class SocketExchange implements ShardExchange, AutoCloseable {

    /// Elements that are sent at once.
    private static final int PIECE = 1 << 15;

    /// Elements of a part that fit into what the system keeps of a connection: no thread needs to send them
    /// while this one receives.
    private static final int SMALL = 1 << 14;

    /// How long a reason may take to arrive.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final int me;
    private final int shards;
    private final int tasks;
    private final List<List<Node>> covers;

    /// To the others, by their numbers; null for this task.
    private final @Nullable Lane[] lanes;

    /// @param links to the others, by their numbers; null for this task
    SocketExchange(@Nullable Link[] links, int me, int shards) {
        this.me = me;
        this.shards = shards;
        tasks = links.length;
        covers = IntStream.range(0, tasks)
                .mapToObj(task -> ShardRange.of(shards, tasks, task))
                .map(range -> ShardTree.cover(shards, range.first(), range.end()))
                .toList();
        lanes = new Lane[tasks];
        for (int other = 0; other < tasks; other++) {
            Link link = links[other];
            if (link != null) {
                lanes[other] = new Lane(link, PIECE, covers.get(other).size());
            }
        }
    }

    /// All shards in one task, which needs nobody.
    public static SocketExchange alone(int shards) {
        return new SocketExchange(new Link[1], 0, shards);
    }

    @Override
    public int shards() {
        return shards;
    }

    @Override
    public int first() {
        return ShardRange.of(shards, tasks, me).first();
    }

    @Override
    public int end() {
        return ShardRange.of(shards, tasks, me).end();
    }

    /// @throws PeerLostException if another task is lost or has failed; the exchange is closed then
    @Override
    public double[] sum(float[][] own, float[] total, double[] numbers) {
        return ending(() -> {
            Summing summing = new Summing(own, total, numbers);
            return total.length / tasks <= SMALL ? summing.onThisThread() : summing.onBothThreads();
        });
    }

    /// @throws PeerLostException if another task is lost or has failed; the exchange is closed then
    @Override
    public double[] gather(double[] own) {
        return ending(() -> {
            if (own.length <= SMALL) {
                for (Lane lane : others()) {
                    sending(lane, () -> lane.write(own));
                }
            } else {
                others().forEach(lane -> lane.start(() -> lane.write(own)));
            }
            double[] all = numbers(own);
            others().forEach(Lane::finish);
            return all;
        });
    }

    /// The numbers of all tasks, in their order.
    private double[] numbers(double[] own) {
        double[][] each = new double[tasks][];
        for (int task = 0; task < tasks; task++) {
            Lane lane = lanes[task];
            each[task] = lane == null ? own : lane.readNumbers();
        }
        return Stream.of(each).flatMapToDouble(DoubleStream::of).toArray();
    }

    private List<Lane> others() {
        return Stream.of(lanes).filter(Objects::nonNull).toList();
    }

    private static void sending(Lane lane, Lane.Sending sending) {
        try {
            sending.run();
        } catch (IOException e) {
            throw lane.link().lost("is gone: " + e.getMessage(), e);
        }
    }

    /// Tells the others what ended the exchange here.
    private double[] ending(Supplier<double[]> work) {
        try {
            return work.get();
        } catch (PeerLostException e) {
            fail(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// Ends the exchange for all tasks, with the reason as the message of their exception.
    public void fail(String reason) {
        others().forEach(lane -> lane.link().tell(reason));
        long deadline = System.nanoTime() + LINGER.toNanos();
        others().forEach(lane -> lane.link().drain(deadline));
        close();
    }

    @Override
    public void close() {
        others().forEach(Lane::close);
    }

    /// One sum.
    private final class Summing {

        private final float[][] own;
        private final float[] total;
        private final double[] numbers;
        private final List<Node> ownShards;
        private int ready;
        private boolean ended;

        Summing(float[][] own, float[] total, double[] numbers) {
            this.own = own;
            this.total = total;
            this.numbers = numbers;
            ownShards = IntStream.range(first(), end())
                    .mapToObj(shard -> new Node(shard, shard + 1))
                    .toList();
        }

        /// The first element of the part that a task owns.
        private int start(int task) {
            return (int) ((long) task * total.length / tasks);
        }

        private int length(int task) {
            return start(task + 1) - start(task);
        }

        double[] onThisThread() {
            for (int task = 0; task < tasks; task++) {
                Lane lane = lanes[task];
                if (lane != null) {
                    int other = task;
                    sending(lane, () -> sendParts(lane, other));
                }
            }
            double[] all = numbers(numbers);
            addParts();
            for (Lane lane : others()) {
                sending(lane, () -> sendTotal(lane));
            }
            takeTotals();
            return all;
        }

        double[] onBothThreads() {
            for (int task = 0; task < tasks; task++) {
                Lane lane = lanes[task];
                if (lane != null) {
                    int other = task;
                    lane.start(() -> {
                        sendParts(lane, other);
                        sendTotal(lane);
                    });
                }
            }
            try {
                double[] all = numbers(numbers);
                addParts();
                takeTotals();
                others().forEach(Lane::finish);
                return all;
            } finally {
                stop();
            }
        }

        /// The sums of the shards here, for the part of another task.
        private void sendParts(Lane lane, int other) throws IOException {
            lane.write(numbers);
            List<Node> nodes = covers.get(me);
            lane.link().begin(Link.Kind.PART, (long) length(other) * nodes.size() * Float.BYTES);
            for (int from = start(other); from < start(other + 1); from += PIECE) {
                int length = Math.min(PIECE, start(other + 1) - from);
                for (Node node : nodes) {
                    ShardTree.sum(node, ownParts(node, from), lane.sum(), 0, length);
                    lane.write(lane.sum(), 0, length);
                }
            }
        }

        private List<Part> ownParts(Node node, int from) {
            return ownShards.stream()
                    .filter(shard -> node.first() <= shard.first() && shard.end() <= node.end())
                    .map(shard -> new Part(shard, own[shard.first() - first()], from))
                    .toList();
        }

        /// Adds up the part that this task owns.
        private void addParts() {
            for (int task = 0; task < tasks; task++) {
                Lane lane = lanes[task];
                if (lane != null) {
                    lane.expect(
                            Link.Kind.PART, (long) length(me) * covers.get(task).size());
                }
            }
            List<Part> parts = new ArrayList<>();
            for (int from = start(me); from < start(me + 1); from += PIECE) {
                int length = Math.min(PIECE, start(me + 1) - from);
                parts.clear();
                for (int task = 0; task < tasks; task++) {
                    Lane lane = lanes[task];
                    if (lane == null) {
                        parts.addAll(ownParts(new Node(0, shards), from));
                        continue;
                    }
                    int at = 0;
                    for (Node node : covers.get(task)) {
                        lane.read(lane.arrived(), at, length);
                        parts.add(new Part(node, lane.arrived(), at));
                        at += PIECE;
                    }
                }
                ShardTree.sum(new Node(0, shards), parts, total, from, length);
                publish(from + length);
            }
            publish(start(me + 1));
        }

        private synchronized void publish(int end) {
            ready = end;
            notifyAll();
        }

        private synchronized void stop() {
            ended = true;
            notifyAll();
        }

        private synchronized void awaitReady(int end) throws IOException {
            try {
                while (ready < end && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (ready < end) {
                throw new IOException("the exchange has ended");
            }
        }

        private void sendTotal(Lane lane) throws IOException {
            awaitReady(Math.min(start(me) + PIECE, start(me + 1)));
            lane.link().begin(Link.Kind.TOTAL, (long) length(me) * Float.BYTES);
            for (int from = start(me); from < start(me + 1); from += PIECE) {
                int length = Math.min(PIECE, start(me + 1) - from);
                awaitReady(from + length);
                lane.write(total, from, length);
            }
        }

        private void takeTotals() {
            for (int task = 0; task < tasks; task++) {
                Lane lane = lanes[task];
                if (lane != null) {
                    lane.expect(Link.Kind.TOTAL, length(task));
                    for (int from = start(task); from < start(task + 1); from += PIECE) {
                        lane.read(total, from, Math.min(PIECE, start(task + 1) - from));
                    }
                }
            }
        }
    }
}
