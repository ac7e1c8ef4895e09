package dev.lamina.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/// A master and workers of Spark's own cluster manager, each a process of this machine, that listen on loopback.
final class StandaloneCluster implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);

    private static final List<String> JVM_OPTIONS = List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path home;
    private final String url;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path home, int port) {
        this.home = home;
        url = "spark://127.0.0.1:" + port;
    }

    /// @param home an empty folder
    /// @param workers how many
    /// @param cores of each
    static StandaloneCluster start(Path home, int workers, int cores) throws IOException, InterruptedException {
        // What a worker looks for before it starts an executor; the classes are on the class path.
        Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        int port = freePort();
        StandaloneCluster cluster = new StandaloneCluster(home, port);
        try {
            cluster.run("master.Master", "--host", "127.0.0.1", "--port", String.valueOf(port), "--webui-port", "0");
            awaitListening(port);
            for (int i = 0; i < workers; i++) {
                cluster.run(
                        "worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        String.valueOf(cores),
                        "--memory",
                        "4g",
                        "--work-dir",
                        home.resolve("work-" + i).toString(),
                        cluster.url);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.add("org.apache.spark.deploy." + program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Path log = home.resolve(program + "-" + processes.size() + ".log");
        processes.add(builder.redirectOutput(log.toFile()).start());
    }

    /// An application on the cluster, which runs in this process.
    ///
    /// @param executors how many, of one core each
    SparkSession session(int executors) {
        return SparkSession.builder()
                .master(url)
                .appName("test")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.executor.cores", 1)
                .config("spark.cores.max", executors)
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.executor.extraJavaOptions", String.join(" ", JVM_OPTIONS))
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .getOrCreate();
    }

    /// The processes of executors, oldest first: what the workers have started.
    List<ProcessHandle> executors() {
        return processes.stream()
                .skip(1)
                .flatMap(Process::children)
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
    }

    /// Ends a worker and its executors, as when a machine is switched off.
    void loseWorker(int worker) {
        Process process = processes.get(1 + worker);
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
