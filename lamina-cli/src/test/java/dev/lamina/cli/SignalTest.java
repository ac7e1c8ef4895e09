package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.train.StopReason;
import dev.lamina.model.Model;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Signals, sent to processes of their own.
@DisabledOnOs(OS.WINDOWS)
class SignalTest {

    @TempDir
    private Path folder;

    @Test
    void ctrlCInTheFirstEpochWritesNothing() throws Exception {
        Path model = Files.writeString(folder.resolve("m.safetensors"), "a good model");
        Run run = longEpoch(model);
        run.signal("INT");
        run.signalTold("Ctrl-C");
        run.endsWith(130, "lamina: ended by Ctrl-C before one whole epoch was done; nothing was written");
        assertThat(model).hasContent("a good model");
        assertThat(names()).containsExactly("long.csv", "m.safetensors");
    }

    @Test
    void sigtermInTheFirstEpochSaysWhatItWas() throws Exception {
        Run run = longEpoch(folder.resolve("m.safetensors"));
        run.signal("TERM");
        run.signalTold("SIGTERM");
        run.endsWith(143, "lamina: ended by SIGTERM before one whole epoch was done; nothing was written");
        assertThat(names()).containsExactly("long.csv");
    }

    @Test
    void signalAfterAnEpochKeepsTheBest() throws Exception {
        for (List<String> signal : List.of(List.of("INT", "Ctrl-C"), List.of("TERM", "SIGTERM"))) {
            Path model = folder.resolve(signal.getFirst() + ".safetensors");
            Run run = Run.lamina(
                    "train",
                    Outcome.PENGUINS,
                    "--target=species",
                    "--layers=8",
                    "--epochs=100000000",
                    "--patience=100000000",
                    "--model",
                    model.toString());
            run.waitFor("epoch 1/");
            run.signal(signal.getFirst());
            run.signalTold(signal.getLast());
            assertThat(run.exitCode()).isZero();
            assertThat(Model.load(model)
                            .provenance()
                            .training()
                            .runs()
                            .getFirst()
                            .stopReason())
                    .isEqualTo(StopReason.REQUESTED);
        }
    }

    @Test
    void signalBeforeTrainingEndsAtOnce() throws Exception {
        String model = folder.resolve("m.safetensors").toString();
        Run run = Run.lamina("train", "-", "--target=y", "--model", model);
        // More than a pipe holds: when it is written, the command reads, and goes on waiting for the end.
        run.process()
                .outputWriter()
                .append("x,y\n")
                .append("1,2\n".repeat(1 << 18))
                .flush();
        run.signal("INT");
        run.endsWith(130, "lamina: ended by Ctrl-C before training began; nothing was written");
        assertThat(names()).isEmpty();
    }

    @Test
    void secondCtrlCEndsAtOnce() throws Exception {
        Run run = Run.of(Deaf.class);
        run.waitFor("ready");
        run.signal("INT");
        run.signalTold("Ctrl-C");
        run.signal("INT");
        run.endsWith(130, "lamina: ended by Ctrl-C at once");
    }

    /// A step that never ends.
    static final class Deaf {

        private Deaf() {}

        public static void main(String[] arguments) throws InterruptedException {
            Interruption interruption = new Interruption();
            interruption.listen(System.err::println);
            interruption.stoppable();
            System.err.println("ready");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /// A training whose first epoch goes on much longer than a signal takes.
    private Run longEpoch(Path model) throws IOException {
        String data = Outcome.file(
                folder,
                "long.csv",
                IntStream.rangeClosed(0, 100_000)
                        .mapToObj(i -> i == 0 ? "x,y" : i % 997 + ".5," + (i % 2 == 0 ? "a" : "b"))
                        .toArray(String[]::new));
        Run run = Run.lamina(
                "train", data, "--target=y", "--layers=256,256,256", "--batch-size=1", "--model", model.toString());
        run.waitFor("Training ");
        return run;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// A JVM that runs a program, and what it told on standard error.
    private record Run(Process process, BufferedReader err, List<String> lines) {

        static Run lamina(String... arguments) throws IOException {
            return of(Main.class, arguments);
        }

        static Run of(Class<?> program, String... arguments) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx512m", "-cp", classPath(), program.getName()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Run(process, process.errorReader(), new ArrayList<>());
        }

        /// Whatever the modules are read from in this JVM.
        private static String classPath() {
            return Stream.of(
                            System.getProperty("jdk.module.path", ""),
                            System.getProperty("java.class.path", ""),
                            place(Main.class),
                            place(SignalTest.class))
                    .filter(path -> !path.isEmpty())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static String place(Class<?> type) {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString();
        }

        void waitFor(String start) throws IOException {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.startsWith(start)) {
                    return;
                }
            }
            assertThat(lines).anyMatch(line -> line.startsWith(start));
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        void signalTold(String subject) throws IOException {
            waitFor(subject + ": stopping after this step; the best epoch so far is kept, if one is done");
        }

        void endsWith(int code, String line) throws IOException, InterruptedException {
            assertThat(exitCode()).as(lines.toString()).isEqualTo(code);
            assertThat(lines).endsWith(line);
        }

        int exitCode() throws IOException, InterruptedException {
            err.lines().forEach(lines::add);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }
    }
}
