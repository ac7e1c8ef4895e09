package dev.lamina.spark.exchange;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures what a sum costs between processes on one machine, beside the same bytes sent by plain sockets:
/// `ExchangeBenchmark TASKS PARAMETERS…`. Not a test.
final class ExchangeBenchmark {

    private static final byte[] SECRET = new byte[32];
    private static final int ROUNDS = 200;

    private ExchangeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("task")) {
            task(arguments);
            return;
        }
        int tasks = Integer.parseInt(arguments[0]);
        System.out.println("tasks  parameters  sum, ms  plain bytes, ms  ratio");
        for (String length : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            run(tasks, length);
        }
    }

    private static void run(int tasks, String length) throws Exception {
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> readers = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            processes.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ExchangeBenchmark.class.getName(),
                            "task",
                            String.valueOf(task),
                            String.valueOf(tasks),
                            length)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            readers.add(processes.get(task).inputReader(StandardCharsets.UTF_8));
        }
        StringBuilder ports = new StringBuilder();
        for (BufferedReader reader : readers) {
            ports.append(reader.readLine()).append(' ');
        }
        for (Process process : processes) {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(ports)
                    .append('\n')
                    .flush();
        }
        System.out.println(readers.getFirst().readLine());
        for (Process process : processes) {
            process.waitFor();
        }
    }

    private static void task(String[] arguments) throws Exception {
        int me = Integer.parseInt(arguments[1]);
        int tasks = Integer.parseInt(arguments[2]);
        int length = Integer.parseInt(arguments[3]);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Meeting meeting = Meeting.on(loopback);
                ServerSocket plain = new ServerSocket(0, 50, loopback)) {
            System.out.println(meeting.port() + " " + plain.getLocalPort());
            String[] ports = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .readLine()
                    .strip()
                    .split(" ");
            List<Peer> peers = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                peers.add(new Peer(String.valueOf(task), "127.0.0.1", Integer.parseInt(ports[2 * task])));
            }
            try (SocketExchange exchange = meeting.connect(peers, me, tasks, SECRET, Duration.ofSeconds(60))) {
                double[] sums = new double[ROUNDS];
                double[] bytes = new double[ROUNDS];
                float[][] own = {new float[length]};
                float[] total = new float[length];
                PlainRing ring = new PlainRing(plain, me, tasks, ports, length);
                for (int round = -50; round < ROUNDS; round++) {
                    exchange.gather(new double[1]);
                    long start = System.nanoTime();
                    exchange.sum(own, total, new double[2]);
                    long summed = System.nanoTime();
                    exchange.gather(new double[1]);
                    long begun = System.nanoTime();
                    ring.pass();
                    long passed = System.nanoTime();
                    if (round >= 0) {
                        sums[round] = (summed - start) / 1e6;
                        bytes[round] = (passed - begun) / 1e6;
                    }
                }
                if (me == 0) {
                    Arrays.sort(sums);
                    Arrays.sort(bytes);
                    System.out.printf(
                            Locale.ROOT,
                            "%5d  %10d  %7.3f  %15.3f  %5.2f%n",
                            tasks,
                            length,
                            sums[ROUNDS / 2],
                            bytes[ROUNDS / 2],
                            sums[ROUNDS / 2] / bytes[ROUNDS / 2]);
                }
            }
        }
    }

    /// As many bytes as a sum moves, in as many rounds: to the next task, from the one before.
    private static final class PlainRing {

        private final DataOutputStream out;
        private final DataInputStream in;
        private final byte[] bytes;
        private final byte[] received;
        private final int rounds;

        PlainRing(ServerSocket server, int me, int tasks, String[] ports, int length) throws IOException {
            Socket next = new Socket(server.getInetAddress(), Integer.parseInt(ports[2 * ((me + 1) % tasks) + 1]));
            Socket before = server.accept();
            next.setTcpNoDelay(true);
            out = new DataOutputStream(next.getOutputStream());
            in = new DataInputStream(before.getInputStream());
            bytes = new byte[length / tasks * Float.BYTES];
            received = new byte[bytes.length];
            rounds = 2 * (tasks - 1);
        }

        void pass() throws IOException, InterruptedException {
            for (int i = 0; i < rounds; i++) {
                Thread sender = new Thread(() -> {
                    try {
                        out.write(bytes);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                sender.start();
                in.readFully(received);
                sender.join();
            }
        }
    }
}
