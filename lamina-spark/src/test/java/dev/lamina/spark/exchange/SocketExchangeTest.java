package dev.lamina.spark.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.ShardTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketExchangeTest {

    private static final byte[] SECRET = "of this training".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /// What each of some tasks does, on threads of their own.
    private static <T> List<Future<T>> together(
            int tasks, int shards, Duration timeout, Function<SocketExchange, T> work) throws IOException {
        List<Meeting> meetings = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            meetings.add(Meeting.on(LOOPBACK));
            peers.add(new Peer(
                    String.valueOf(i),
                    LOOPBACK.getHostAddress(),
                    meetings.get(i).port()));
        }
        List<Future<T>> futures;
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks)) {
            futures = IntStream.range(0, tasks)
                    .mapToObj(i -> threads.submit(() -> {
                        try (Meeting meeting = meetings.get(i);
                                SocketExchange exchange = meeting.connect(peers, i, shards, SECRET, timeout)) {
                            return work.apply(exchange);
                        }
                    }))
                    .toList();
        }
        return futures;
    }

    private static float[] vector(int shard, int length) {
        RandomStream random = RandomStream.of(5, Purpose.CHECK, shard);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private record Summed(float[] total, double[] numbers, double[] gathered) {}

    private static Summed sum(SocketExchange exchange, int length) {
        float[][] own = IntStream.range(exchange.first(), exchange.end())
                .mapToObj(shard -> vector(shard, length))
                .toArray(float[][]::new);
        double[] numbers = IntStream.range(exchange.first(), exchange.end())
                .asDoubleStream()
                .toArray();
        float[] total = new float[length];
        double[] all = {};
        for (int i = 0; i < 3; i++) {
            Arrays.fill(total, Float.NaN);
            all = exchange.sum(own, total, numbers);
        }
        double[] gathered = exchange.gather(new double[] {exchange.first(), exchange.end()});
        return new Summed(total, all, gathered);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,10",
        "2,2,1",
        "2,5,3",
        "2,8,100000",
        "3,3,2",
        "3,8,70001",
        "4,4,200003",
        "5,8,17",
        "5,7,131073",
        "8,8,40000"
    })
    void theSumHasTheBitsOfOneProcess(int tasks, int shards, int length) throws Exception {
        List<ShardTree.Part> parts = IntStream.range(0, shards)
                .mapToObj(shard -> new ShardTree.Part(new ShardTree.Node(shard, shard + 1), vector(shard, length), 0))
                .toList();
        float[] expected = new float[length];
        ShardTree.sum(new ShardTree.Node(0, shards), parts, expected, 0, length);
        for (Future<Summed> each : together(tasks, shards, Duration.ofSeconds(20), exchange -> sum(exchange, length))) {
            Summed summed = each.get();
            assertThat(summed.total()).isEqualTo(expected);
            assertThat(summed.numbers())
                    .isEqualTo(IntStream.range(0, shards).asDoubleStream().toArray());
            assertThat(summed.gathered()).hasSize(2 * tasks).startsWith(0).endsWith(shards);
        }
    }

    @Test
    void manyNumbersAreGathered() throws Exception {
        for (Future<double[]> each : together(3, 3, Duration.ofSeconds(20), exchange -> {
            double[] own = new double[200_000 + exchange.first()];
            Arrays.fill(own, exchange.first());
            return exchange.gather(own);
        })) {
            assertThat(each.get()).hasSize(600_003).startsWith(0, 0).endsWith(2, 2);
        }
    }

    @Test
    void aTaskThatIsGoneIsNamed() throws Exception {
        List<Future<Summed>> futures = together(3, 3, Duration.ofSeconds(20), exchange -> {
            if (exchange.first() == 1) {
                exchange.close();
                throw new IllegalStateException("killed");
            }
            return sum(exchange, 100_000);
        });
        for (int i : new int[] {0, 2}) {
            assertThatThrownBy(() -> futures.get(i).get())
                    .hasCauseInstanceOf(PeerLostException.class)
                    .hasMessageContaining("executor 1 on 127.0.0.1:")
                    .hasMessageContaining("(task 1 of 3)");
        }
    }

    @Test
    void aSilentTaskIsNamed() throws Exception {
        List<Future<double[]>> futures = together(2, 2, Duration.ofSeconds(1), exchange -> {
            if (exchange.first() == 1) {
                sleep(2500);
                return new double[0];
            }
            return exchange.gather(new double[1]);
        });
        assertThatThrownBy(() -> futures.getFirst().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("(task 1 of 2) sent nothing for 1 s");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theReasonOfAFailureIsToldToAll() throws Exception {
        List<Future<double[]>> futures = together(3, 3, Duration.ofSeconds(20), exchange -> {
            if (exchange.first() == 2) {
                exchange.fail("partition 3, row 17: the label is null");
                throw new IllegalStateException("failed");
            }
            return exchange.gather(new double[1]);
        });
        for (int i : new int[] {0, 1}) {
            assertThatThrownBy(() -> futures.get(i).get())
                    .hasCauseInstanceOf(PeerLostException.class)
                    .hasMessageContaining("partition 3, row 17: the label is null");
        }
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        List<Future<Boolean>> futures = together(2, 2, Duration.ofSeconds(60), exchange -> {
            if (exchange.first() == 1) {
                sleep(1500);
                return true;
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> exchange.gather(new double[1]))
                    .isInstanceOf(PeerLostException.class)
                    .hasMessageStartingWith("interrupted while waiting for executor 1");
            return true;
        });
        assertThat(futures.getFirst().get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void strangersAreTurnedAwayAndHoldNobodyUp() throws Exception {
        try (Meeting first = Meeting.on(LOOPBACK);
                Meeting second = Meeting.on(LOOPBACK);
                ExecutorService threads = Executors.newFixedThreadPool(2);
                Socket silent = new Socket(LOOPBACK, first.port());
                Socket garbage = new Socket(LOOPBACK, first.port())) {
            assertThat(silent.isConnected()).isTrue();
            garbage.getOutputStream().write(new byte[1000]);
            List<Peer> peers = List.of(
                    new Peer("a", LOOPBACK.getHostAddress(), first.port()),
                    new Peer("b", LOOPBACK.getHostAddress(), second.port()));
            Duration timeout = Duration.ofSeconds(20);
            Future<double[]> a = threads.submit(() -> {
                try (SocketExchange exchange = first.connect(peers, 0, 2, SECRET, timeout)) {
                    return exchange.gather(new double[] {1});
                }
            });
            Future<double[]> b = threads.submit(() -> {
                try (SocketExchange exchange = second.connect(peers, 1, 2, SECRET, timeout)) {
                    return exchange.gather(new double[] {2});
                }
            });
            assertThat(a.get()).containsExactly(1, 2);
            assertThat(b.get()).containsExactly(1, 2);
            assertThat(garbage.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefused() throws Exception {
        try (Meeting first = Meeting.on(LOOPBACK);
                Meeting second = Meeting.on(LOOPBACK);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Peer> peers = List.of(
                    new Peer("a", LOOPBACK.getHostAddress(), first.port()),
                    new Peer("b", LOOPBACK.getHostAddress(), second.port()));
            Future<?> a = threads.submit(() -> first.connect(peers, 0, 2, SECRET, Duration.ofSeconds(1)));
            Future<?> b = threads.submit(() -> second.connect(peers, 1, 2, new byte[16], Duration.ofSeconds(1)));
            assertThatThrownBy(b::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("executor a on 127.0.0.1:")
                    .hasMessageContaining("does not know the secret of this training");
            assertThatThrownBy(a::get)
                    .hasMessageContaining("executor b on 127.0.0.1:")
                    .hasMessageContaining("did not connect in time");
        }
    }

    @Test
    void shardsAreSharedAsEvenlyAsTheyCan() {
        for (int shards = 1; shards < 20; shards++) {
            for (int tasks = 1; tasks <= shards; tasks++) {
                int next = 0;
                for (int task = 0; task < tasks; task++) {
                    ShardRange range = ShardRange.of(shards, tasks, task);
                    assertThat(range.first()).isEqualTo(next);
                    assertThat(range.size()).isBetween(shards / tasks, (shards + tasks - 1) / tasks);
                    for (int shard = range.first(); shard < range.end(); shard++) {
                        assertThat(ShardRange.task(shards, tasks, shard)).isEqualTo(task);
                    }
                    next = range.end();
                }
                assertThat(next).isEqualTo(shards);
            }
        }
    }
}
