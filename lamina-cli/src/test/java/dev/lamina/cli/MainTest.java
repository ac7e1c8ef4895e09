package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MainTest {

    /// All but help.
    private static final List<String> COMMANDS = List.of(
            "train", "tune", "evaluate", "compare", "predict", "report", "explain", "info", "trace", "completion");

    @Test
    void withoutCommandItShowsHowToStart() {
        Outcome outcome = Outcome.of();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains(COMMANDS);
        assertThat(outcome.out()).contains("./lamina train samples/penguins.csv --target species");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String command : COMMANDS) {
            Outcome outcome = Outcome.of(command, "--help");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out())
                    .startsWith("Usage: ./lamina " + command + " ")
                    .contains("\n  ");
            assertThat(outcome.out().indexOf("./lamina " + command))
                    .isNotEqualTo(outcome.out().lastIndexOf("./lamina " + command));
            assertThat(Outcome.of("help", command).out()).isEqualTo(outcome.out());
        }
    }

    @Test
    void helpExplainsEveryOptionInSentences() {
        for (String command : COMMANDS) {
            List<String> texts = descriptions(Outcome.of(command, "--help").out());
            assertThat(texts)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(text -> assertThat(text).as(command).matches("(bash|[A-Z]).{15,}\\."));
        }
        assertThat(descriptions(Outcome.of("train", "--help").out()))
                .contains(
                        "How often training sees every row, at most; it may end earlier, see --patience. Default: chosen"
                                + " by the number of rows.",
                        "The largest Euclidean norm that the weights entering one neuron may have, a positive number"
                                + " such as 3. Default: no limit.");
    }

    /// What stands beside the options and arguments, each in one line.
    private static List<String> descriptions(String help) {
        String listed = help.substring(help.indexOf("\n\n") + 2);
        String joined = listed.substring(0, listed.indexOf("\n\n")).replaceAll("\n {20,}", " ");
        return joined.lines()
                .map(line -> line.strip().replaceFirst("^(-\\w, )?\\S+\\s+", "").replaceAll(" +", " "))
                .toList();
    }

    @Test
    void everyCommandIsToldInOneLine() {
        String help = Outcome.of("--help").out();
        List<String> lines = help.substring(help.indexOf("Commands:\n"), help.indexOf("\n\nStart"))
                .lines()
                .skip(1)
                .toList();
        assertThat(lines)
                .hasSize(COMMANDS.size() + 1)
                .allSatisfy(line -> assertThat(line).matches("  [a-z]+ +[A-Z].*\\."));
    }

    @Test
    void versionNamesKernelsAndJava() {
        Outcome outcome = Outcome.of("--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines())
                .hasSize(3)
                .contains("kernels " + Gemm.kernels())
                .anyMatch(line -> line.startsWith("lamina "))
                .anyMatch(line -> line.startsWith("Java " + Runtime.version()));
    }

    @Test
    void unknownCommandsAndOptionsSuggestTheNearest() {
        assertRefused("unknown command \"trian\"; did you mean train?; see ./lamina --help", "trian", "data.csv");
        assertRefused(
                "unknown option --epoch; did you mean --epochs?; see ./lamina train --help",
                "train",
                "data.csv",
                "--epoch",
                "3");
        assertRefused(
                "unexpected argument \"c\"; a pattern of files needs quotes; see ./lamina predict --help",
                "predict",
                "a",
                "b",
                "c");
    }

    @Test
    void missingArgumentsAreNamed() {
        assertRefused("missing required parameter: 'DATA'; see ./lamina train --help", "train");
        assertRefused("missing required parameters: 'MODEL', 'DATA'; see ./lamina predict --help", "predict");
        assertRefused("missing required parameter: 'MODEL'; see ./lamina info --help", "info");
    }

    private static void assertRefused(String line, String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertThat(outcome.err()).isEqualTo("lamina: " + line + "\n");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void completionIsABashScript() throws IOException, InterruptedException {
        Outcome outcome = Outcome.of("completion", "bash");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("complete -F _complete_lamina").contains("--time-budget");
        Process bash;
        try {
            bash = new ProcessBuilder("bash", "-n").start();
        } catch (IOException e) {
            Assumptions.abort("needs bash to check the script");
            return;
        }
        try (OutputStream script = bash.getOutputStream()) {
            script.write(outcome.out().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bash.waitFor()).isZero();
        assertThat(Outcome.of("completion", "tcsh").code()).isEqualTo(2);
    }

    @Test
    void failuresOfFilesNameTheFile() {
        assertThat(report(new NoSuchFileException("a.csv"))).isEqualTo("2 lamina: a.csv: no such file\n");
        assertThat(report(new AccessDeniedException("a.csv"))).isEqualTo("2 lamina: a.csv: permission denied\n");
        assertThat(report(new FileSystemException("a.csv", null, "Is a directory")))
                .isEqualTo("2 lamina: a.csv: Is a directory\n");
        assertThat(report(new IOException("a.csv:3: two\nlines\u001b[1m")))
                .isEqualTo("2 lamina: a.csv:3: two lines?[1m\n");
    }

    @Test
    void lackOfMemoryNamesTheOptionForMore() {
        assertThat(report(new OutOfMemoryError("Java heap space")))
                .startsWith("2 lamina: out of memory")
                .contains("LAMINA_JAVA_OPTIONS=-Xmx");
    }

    @Test
    void defectsEndWith1AndOneLine() {
        assertThat(report(new IllegalStateException("odd")))
                .startsWith("1 lamina: a defect of Lamina, please report it")
                .contains("IllegalStateException: odd", "MainTest", "--debug")
                .hasLineCount(1);
        assertThat(report(new NumberFormatException("x"))).startsWith("1 lamina: a defect");
        assertThat(report(new IllegalArgumentException("epochs is 0"))).isEqualTo("2 lamina: epochs is 0\n");
    }

    @Test
    void debugShowsWhereTheErrorArose() {
        Outcome outcome = Outcome.of("info", "nowhere.safetensors", "--debug");
        assertThat(outcome.errorLines()).hasSizeGreaterThan(1);
        assertThat(outcome.err()).contains("at dev.lamina.");
    }

    private static String report(Throwable failure) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = Outcome.session(
                new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, new Interruption());
        int code = new Failures(session).report(failure);
        return code + " " + err.toString(StandardCharsets.UTF_8);
    }
}
