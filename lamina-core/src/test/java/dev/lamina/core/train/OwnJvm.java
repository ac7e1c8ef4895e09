package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a program of the tests in a JVM of its own.
final class OwnJvm {

    private OwnJvm() {}

    /// The lines that it prints, warnings about the incubating module aside.
    static List<String> run(List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .toList();
    }

    /// The two folders of classes that the program needs.
    private static String classPath() throws URISyntaxException {
        List<String> folders = new ArrayList<>();
        for (Class<?> type : List.of(Gemm.class, OwnJvm.class)) {
            folders.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, folders);
    }
}
