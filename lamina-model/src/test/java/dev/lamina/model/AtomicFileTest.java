package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final AtomicFile.Content NEW = channel -> channel.write(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTheOldFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "old");
    }

    @Test
    void replacesTheFile() throws IOException {
        AtomicFile.write(file, new AtomicFile.Disk() {}, NEW);

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void forcesTheBytesBeforeTheRenameAndTheFolderAfterIt() throws IOException {
        FailingDisk disk = new FailingDisk(Integer.MAX_VALUE);

        AtomicFile.write(file, disk, NEW);

        assertThat(disk.steps).containsExactly("create", "force", "replace", "forceFolder");
    }

    @Test
    void keepsTheOldFileWhateverStepFails() throws IOException {
        int steps = 4;
        for (int step = 1; step <= steps; step++) {
            FailingDisk disk = new FailingDisk(step);

            assertThatThrownBy(() -> AtomicFile.write(file, disk, NEW))
                    .isInstanceOf(IOException.class)
                    .hasMessage("step " + disk.steps.size() + " failed");

            assertThat(names()).as("after step %d", step).containsExactly("file");
            assertThat(file).hasContent(step == steps ? "new" : "old");
        }
    }

    @Test
    void deletesTheTemporaryFileWhenTheContentFails() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(file, new AtomicFile.Disk() {}, channel -> {
                    NEW.writeTo(channel);
                    throw new IllegalStateException("no more content");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names()).containsExactly("file");
        assertThat(file).hasContent("old");
    }

    @Test
    void writesThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

        AtomicFile.write(link, new AtomicFile.Disk() {}, NEW);

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    /// A disk whose n-th step fails.
    private static final class FailingDisk implements AtomicFile.Disk {

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
        public FileChannel create(Path path) throws IOException {
            step("create");
            return AtomicFile.Disk.super.create(path);
        }

        @Override
        public void force(FileChannel channel) throws IOException {
            step("force");
            AtomicFile.Disk.super.force(channel);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            step("replace");
            AtomicFile.Disk.super.replace(from, to);
        }

        @Override
        public void forceFolder(Path path) throws IOException {
            step("forceFolder");
            AtomicFile.Disk.super.forceFolder(path);
        }
    }
}
