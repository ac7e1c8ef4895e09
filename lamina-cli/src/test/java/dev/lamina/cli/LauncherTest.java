package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script that starts the command, in a copy that is built, with a JDK that only says that it was called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final FileTime BUILT = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path copy = Path.of("");
    private Path jdk = Path.of("");
    private Path stamp = Path.of("");

    @BeforeEach
    void copyWhatIsInstalled() throws IOException {
        copy = Files.createDirectories(folder.resolve("a place"));
        Files.createDirectories(copy.resolve("tools"));
        for (String script : new String[] {"lamina", "tools/find-jdk.sh", "tools/build-dist", "tools/build-cache"}) {
            Files.copy(ROOT.resolve(script), copy.resolve(script));
        }
        stamp = Files.createDirectories(copy.resolve("lamina-cli/target/dist")).resolve("stamp");
        jdk = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");
        executable(jdk.resolve("bin/javac"), "");
        executable(jdk.resolve("bin/java"), "echo called\n");
        Files.writeString(stamp, "25.0.9 " + jdk + "\n");
        Files.setLastModifiedTime(stamp, BUILT);
    }

    @Test
    void runsWhatIsBuiltWhereNothingCanBeBuilt() throws Exception {
        // Newer than what is built, and no Maven.
        Files.writeString(copy.resolve("pom.xml"), "");
        assertThat(lamina("--version")).isEqualTo("called\n0\n");
    }

    @Test
    void jdkAtAnotherPlaceRenewsTheCacheAndNothingElse() throws Exception {
        Files.writeString(stamp, "25 /a/jdk/that/is/gone\n");
        Files.setLastModifiedTime(stamp, BUILT);
        assertThat(lamina("--version")).isEqualTo("called\n0\n");
        assertThat(stamp).hasContent("25.0.9 " + jdk);
        assertThat(Files.getLastModifiedTime(stamp)).isEqualTo(BUILT);
        try (var left = Files.list(stamp.getParent())) {
            assertThat(left).containsExactly(stamp);
        }
    }

    @Test
    void closedStreamsAreNoObstacle() throws Exception {
        assertThat(lamina("--version <&-")).isEqualTo("called\n0\n");
        assertThat(lamina("--version 2>&-")).isEqualTo("called\n0\n");
    }

    @Test
    void homeIsNotNeeded() throws Exception {
        assertThat(run("unset HOME; ./lamina --version")).isEqualTo("called\n0\n");
    }

    @Test
    void failedBuildLeavesNoLock() throws Exception {
        Files.delete(stamp);
        Files.createDirectories(copy.resolve(".lamina/lock"));
        // No process has this number.
        Files.writeString(copy.resolve(".lamina/lock/owner"), "999999999\n");
        executable(copy.resolve("build"), "echo no Maven >&2; exit 2\n");
        assertThat(lamina("--version")).isEqualTo("The sources changed: building Lamina with Maven…\nno Maven\n2\n");
        assertThat(copy.resolve(".lamina/lock")).doesNotExist();
    }

    @Test
    void fewRowsOfASmallModelNeedNoVectorModule() throws Exception {
        printOptions();
        file("model.safetensors", 100_000);
        file("few rows.csv", 1_000);
        file("many.csv", 3_000_000);
        file("few.csv.gz", 1_000);
        for (String command : List.of(
                "predict model.safetensors 'few rows.csv'",
                "evaluate --json ./model.safetensors 'few rows.csv'",
                "predict model.safetensors 'few rows.csv' -o many.csv",
                "trace model.safetensors many.csv")) {
            assertThat(lamina(command))
                    .as(command)
                    .contains("/plain.aot\n", "-Dlamina.kernels=scalar\n")
                    .doesNotContain("vector");
        }
        for (String command : List.of(
                "train 'few rows.csv'",
                "predict model.safetensors many.csv",
                "predict model.safetensors few.csv.gz",
                "predict model.safetensors -",
                "predict model.safetensors",
                "predict model.safetensors 'SELECT * FROM \"few rows.csv\"'",
                "predict model.safetensors '*.csv'",
                "predict model.safetensors missing.csv")) {
            assertThat(lamina(command))
                    .as(command)
                    .contains("/vector.aot\n", "jdk.incubator.vector\n")
                    .doesNotContain("scalar");
        }
        for (String command : List.of("predict model.safetensors 'few rows.csv'", "trace")) {
            assertThat(run("LAMINA_JAVA_OPTIONS=-Dlamina.kernels=vector ./lamina " + command))
                    .contains("jdk.incubator.vector\n", "-Dlamina.kernels=vector\n")
                    .doesNotContain("scalar");
        }
        assertThat(lamina("--version"))
                .contains("/plain.aot\n", "-Dlamina.light=true\n")
                .doesNotContain("vector", "scalar", "-Xm");
    }

    @Test
    void optionsOfTheUserTakeThePlaceOfThoseTheyExclude() throws Exception {
        printOptions();
        assertThat(lamina("train data.csv")).contains("-XX:+UseSerialGC\n", "-Xms192m\n", "-XX:AOTCache=");
        assertThat(run("LAMINA_JAVA_OPTIONS='-XX:+UseG1GC -Xmx1g -Xshare:off' ./lamina train data.csv"))
                .contains("-XX:+UseG1GC\n-Xmx1g\n-Xshare:off\n")
                .doesNotContain("UseSerialGC", "-Xms", "AOTCache");
        assertThat(run("LAMINA_JAVA_OPTIONS=-XX:TieredStopAtLevel=3 ./lamina info"))
                .containsOnlyOnce("TieredStopAtLevel")
                .doesNotContain("lamina.light");
    }

    /// From now on the JDK prints what it is called with, one option a line.
    private void printOptions() throws IOException {
        executable(jdk.resolve("bin/java"), "for option; do echo \"$option\"; done\n");
    }

    private void file(String name, int bytes) throws IOException {
        Files.write(copy.resolve(name), new byte[bytes]);
    }

    private String lamina(String arguments) throws IOException, InterruptedException {
        return run("./lamina " + arguments);
    }

    /// What a shell without Maven prints, and the exit code.
    private String run(String command) throws IOException, InterruptedException {
        Path tools = Files.createDirectories(folder.resolve("path"));
        for (String tool :
                "cat dirname find ls mkdir mktemp mv readlink rm rmdir sh sleep touch uname wc".split(" ", -1)) {
            Path place = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            executable(tools.resolve(tool), "exec " + place + " \"$@\"\n");
        }
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command + "; echo $?")
                .directory(copy.toFile())
                .redirectErrorStream(true);
        shell.environment().put("PATH", tools.toString());
        shell.environment().put("LAMINA_JAVA_HOME", jdk.toString());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
