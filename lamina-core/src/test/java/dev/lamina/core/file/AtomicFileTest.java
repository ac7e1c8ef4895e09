package dev.lamina.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class AtomicFileTest {

    private static final AtomicFile.Content NEW = out -> out.write(new byte[] {'n', 'e', 'w'});

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTheOldFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "old");
    }

    @Test
    void replacesTheFile() throws IOException {
        AtomicFile.write(file, NEW);
        assertThat(names()).containsExactly("file");
        assertThat(file).hasContent("new");

        AtomicFile.create(file, path -> Files.writeString(path, "by name"));
        assertThat(names()).containsExactly("file");
        assertThat(file).hasContent("by name");
    }

    @Test
    void forcesTheBytesBeforeTheRenameAndTheFolderAfterIt() throws IOException {
        FailingDisk disk = new FailingDisk(Integer.MAX_VALUE);

        AtomicFile.write(file, NEW, disk);

        assertThat(disk.steps).containsExactly("create", "force", "replace", "forceFolder");
    }

    @Test
    void keepsTheOldFileWhateverStepFails() throws IOException {
        int steps = 4;
        for (int step = 1; step <= steps; step++) {
            FailingDisk disk = new FailingDisk(step);

            assertThatThrownBy(() -> AtomicFile.write(file, NEW, disk))
                    .isInstanceOf(IOException.class)
                    .hasMessage("step " + disk.steps.size() + " failed");

            assertThat(names()).as("after step %d", step).containsExactly("file");
            assertThat(file).hasContent(step == steps ? "new" : "old");
        }
    }

    @Test
    void deletesTheTemporaryFileWhenTheContentFails() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    NEW.writeTo(out);
                    throw new IllegalStateException("no more content");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names()).containsExactly("file");
        assertThat(file).hasContent("old");
    }

    @Test
    void messagesNameTheFileThatWasAskedFor() {
        assertThatThrownBy(() -> AtomicFile.create(file, path -> {
                    throw new IOException("could not write \"" + path + "\": disk full");
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": could not write \"" + file + "\": disk full");
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> AtomicFile.write(full, NEW)).hasMessage("/dev/full: No space left on device");
    }

    @Test
    void keepsTheMode() throws IOException {
        for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x--x")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            AtomicFile.write(file, out -> {
                assertThat(temporaryMode()).isEqualTo("rw-------");
                NEW.writeTo(out);
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(mode);
            AtomicFile.create(file, path -> Files.writeString(path, "new"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(mode);
        }
    }

    @Test
    void keepsTheOwnerWhereItMay() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        Files.setAttribute(file, "unix:uid", 1234);
        Files.setAttribute(file, "unix:gid", 4321);

        AtomicFile.write(file, NEW);

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(4321);
    }

    @Test
    void writesThroughLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Path second = Files.createSymbolicLink(other.resolve("second"), Path.of("../link"));

        AtomicFile.write(second, NEW);

        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void linkThatLeadsNowhereCreatesItsFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));

        AtomicFile.check(link);
        AtomicFile.write(link, NEW);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(folder.resolve("there"), StandardCharsets.UTF_8))
                .isEqualTo("new");
    }

    @Test
    void longestNameWorks() throws IOException {
        Path longest = folder.resolve("n".repeat(255));
        AtomicFile.check(longest);
        AtomicFile.write(longest, NEW);
        assertThat(longest).hasContent("new");

        Path longer = folder.resolve("n".repeat(256));
        assertThatThrownBy(() -> AtomicFile.check(longer)).hasMessage(longer + ": File name too long");
    }

    @Test
    void whatCannotBeWrittenIsRefusedBefore() throws IOException {
        Path missing = folder.resolve("missing").resolve("file");
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        Path below = file.resolve("below");
        for (AtomicFile.Creation way : List.<AtomicFile.Creation>of(
                AtomicFile::check,
                path -> AtomicFile.write(path, NEW),
                path -> AtomicFile.create(path, each -> Files.writeString(each, "new")))) {
            assertThatThrownBy(() -> way.create(folder)).hasMessage(folder + ": is a folder, expected a file");
            assertThatThrownBy(() -> way.create(missing)).hasMessage(missing + ": its folder does not exist");
            assertThatThrownBy(() -> way.create(circle)).hasMessage(circle + ": its links lead in a circle");
            assertThatThrownBy(() -> way.create(below)).isInstanceOf(FileSystemException.class);
        }
        assertThat(names()).containsExactlyInAnyOrder("file", "circle");
    }

    @Test
    void whatTheUserMayNotWriteIsRefused() throws IOException {
        assumeTrue(!System.getProperty("user.name").equals("root"), "root may write everything");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> AtomicFile.check(file)).hasMessage(file + ": permission denied");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> AtomicFile.check(closed.resolve("x")))
                .hasMessage(closed.resolve("x") + ": its folder cannot be written to");
        assertThat(file).hasContent("old");
    }

    @Test
    void interruptedThreadWritesAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            AtomicFile.check(file);
            AtomicFile.write(file, NEW);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void leftoversOfProcessesThatAreGoneAreDeleted() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String own = Temporaries.in(folder).getFileName().toString();
        String process = "-" + ProcessHandle.current().pid() + "-";
        String leftover = own.replace(process, "-" + gone.pid() + "-");
        String machine = own.split("-", -1)[2];
        String fresh = leftover.replace(machine, machine.equals("00000000") ? "00000001" : "00000000");
        String old = fresh.replace(".tmp", "a.tmp");
        List<String> kept = List.of(own, fresh, ".lamina-x.tmp", ".lamina-" + gone.pid() + "-notes.txt");
        List<String> deleted = List.of(leftover, leftover + ".csv", old, ".lamina-" + gone.pid() + "-12ab.tmp");
        for (String name : Stream.concat(kept.stream(), deleted.stream()).toList()) {
            Files.createFile(folder.resolve(name));
        }
        Files.setLastModifiedTime(
                folder.resolve(old), FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        AtomicFile.write(file, NEW);

        assertThat(names())
                .doesNotContainAnyElementsOf(deleted)
                .containsAll(kept)
                .contains("file");
    }

    @Test
    void leftoverOfAProcessWhoseNumberIsTakenIsDeleted() throws IOException {
        Path leftover = Files.createFile(Temporaries.in(folder));
        Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        AtomicFile.write(file, NEW);
        assertThat(leftover).doesNotExist();
    }

    @Test
    void pipeIsWrittenToAndStaysAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        for (AtomicFile.Creation way : List.<AtomicFile.Creation>of(
                path -> AtomicFile.write(path, NEW),
                path -> AtomicFile.create(path, each -> Files.writeString(each, "new")))) {
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(pipe));
            way.create(pipe);
            assertThat(read.get()).isEqualTo("new");
        }
        assertThat(Files.isRegularFile(pipe, LinkOption.NOFOLLOW_LINKS)).isFalse();
        AtomicFile.write(Path.of("/dev/null"), NEW);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    private static String read(Path pipe) {
        try (InputStream in = Files.newInputStream(pipe)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String temporaryMode() throws IOException {
        String name = names().stream()
                .filter(each -> each.endsWith(".tmp"))
                .findFirst()
                .orElseThrow();
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    /// A disk whose n-th step fails.
    private static final class FailingDisk implements Disk {

        private final int failing;
        private final List<String> steps = new ArrayList<>();

        FailingDisk(int failing) {
            this.failing = failing;
        }

        private void step(String name) throws IOException {
            steps.add(name);
            if (steps.size() == failing) {
                throw new IOException("step " + failing + " failed");
            }
        }

        @Override
        public void create(Path path, boolean secret) throws IOException {
            step("create");
            Disk.super.create(path, secret);
        }

        @Override
        public void force(Path path) throws IOException {
            step("force");
            Disk.super.force(path);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            step("replace");
            Disk.super.replace(from, to);
        }

        @Override
        public void forceFolder(Path path) throws IOException {
            step("forceFolder");
            Disk.super.forceFolder(path);
        }
    }
}
