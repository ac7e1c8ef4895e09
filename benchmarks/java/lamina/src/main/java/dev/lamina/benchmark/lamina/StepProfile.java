package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.core.matrix.Gemm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where the time of a training step goes, by phase and thread: shares of samples that the flight recorder takes of
/// every thread that runs, the waiting ones among them, as these spin.
final class StepProfile {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    /// Each sample stops its thread: one every 2 ms makes two threads on 784-128-10 three times as slow.
    private static final String PERIOD = "20 ms";

    /// What a thread does. A sample belongs to the first phase that a frame names, from the innermost one outwards.
    private enum Phase {
        PACKING("VectorPacking|PanelProduct\\.(pack|transpose)|ProductPart\\.pack"),
        PRODUCTS("Product|Tiles|VectorRow|Gemm"),
        ELEMENTWISE("Kernels\\.(relu|leaky|multiply|mix|sumRows|dropMask|expShifted)|activation|Elements|Matrix"),
        LOSS("loss"),
        UPDATE("Kernels\\.descend|optimizer"),
        WAITING("Team"),
        REST("");

        private final Pattern frames;

        Phase(String frames) {
            this.frames = Pattern.compile(frames);
        }

        static Phase of(RecordedEvent sample) {
            for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
                String method = frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName();
                for (Phase phase : values()) {
                    if (phase != REST
                            && method.startsWith("dev.lamina.core")
                            && phase.frames.matcher(method).find()) {
                        return phase;
                    }
                }
            }
            return REST;
        }
    }

    private StepProfile() {}

    /// @param arguments widths, batch, optimizer, threads
    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[3]);
        Gemm.expect(Double.MAX_VALUE);
        Request request = new Request("train", Map.of("optimizer", arguments[2], "rate", "1e-6"));
        try (Training training =
                new Training(problem(arguments[0], Integer.parseInt(arguments[1])), request, threads)) {
            train(training, WARM_UP);
            Path file = Files.createTempFile("lamina-profile-", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ExecutionSample").with("period", PERIOD);
                recording.start();
                double micros = train(training, MEASURED);
                recording.stop();
                recording.dump(file);
                System.out.printf(
                        "%s, batch %s, %s, %d threads: %.1f µs a step%n",
                        arguments[0], arguments[1], arguments[2], threads, micros);
                print(file);
            } finally {
                Files.delete(file);
            }
        }
    }

    /// @return µs a step
    private static double train(Training training, Duration time) {
        long start = System.nanoTime();
        int steps = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            training.step();
            steps++;
        }
        return (System.nanoTime() - start) / 1e3 / steps;
    }

    private static Problem problem(String names, int batch) {
        int[] widths = Pattern.compile("-")
                .splitAsStream(names)
                .mapToInt(Integer::parseInt)
                .toArray();
        Random random = new Random(1);
        int weights = 0;
        for (int i = 1; i < widths.length; i++) {
            weights += (widths[i - 1] + 1) * widths[i];
        }
        int outputs = widths[widths.length - 1];
        boolean classifies = outputs > 1;
        float[] targets = new float[Problem.BATCHES * batch];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = classifies ? random.nextInt(outputs) : random.nextFloat();
        }
        return new Problem(
                widths,
                batch,
                classifies,
                normal(random, weights, 0.05f),
                normal(random, batch * widths[0], 1),
                targets);
    }

    private static float[] normal(Random random, int count, float deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }

    private static void print(Path file) throws IOException {
        Map<String, Map<Phase, Integer>> byThread = new TreeMap<>();
        for (RecordedEvent sample : RecordingFile.readAllEvents(file)) {
            String thread = sample.getThread("sampledThread").getJavaName();
            if (thread.equals("main") || thread.startsWith("lamina-worker")) {
                byThread.computeIfAbsent(thread, _ -> new EnumMap<>(Phase.class))
                        .merge(Phase.of(sample), 1, Integer::sum);
            }
        }
        System.out.printf("%-16s", "% of a thread");
        Arrays.stream(Phase.values())
                .forEach(phase -> System.out.printf("%12s", phase.name().toLowerCase()));
        System.out.println();
        byThread.forEach((thread, phases) -> {
            int all = phases.values().stream().mapToInt(Integer::intValue).sum();
            System.out.printf("%-16s", thread);
            for (Phase phase : Phase.values()) {
                System.out.printf("%12.1f", 100.0 * phases.getOrDefault(phase, 0) / all);
            }
            System.out.printf("   %d samples%n", all);
        });
    }
}
