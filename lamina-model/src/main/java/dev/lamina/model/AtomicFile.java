package dev.lamina.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Replaces a file as a whole: whoever reads it sees the old bytes or the new ones, after a crash or a power
/// cut too.
///
/// The new bytes go to a temporary file in the same folder, are forced to the disk, and take the name of the
/// old file in one step; then the folder is forced. When anything fails the temporary file is deleted and the
/// old file stays.
final class AtomicFile {

    /// The steps that happen on the disk; tests put a disk in its place on which one of them fails.
    interface Disk {

        /// Creates a file that does not exist yet.
        default FileChannel create(Path file) throws IOException {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        default void force(FileChannel channel) throws IOException {
            channel.force(true);
        }

        default void replace(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        /// Makes the names in a folder survive a power cut.
        default void forceFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (AccessDeniedException e) {
                // A folder that may not be opened, as on Windows, cannot be forced; the file itself is safe.
            }
        }
    }

    /// Writes the bytes that the file will hold.
    @FunctionalInterface
    interface Content {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /// Writes the file.
    ///
    /// @param file may exist; its folder must
    static void write(Path file, Disk disk, Content content) throws IOException {
        // A link stays a link: the file that it points to is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.resolveSibling("");
        Path temporary = target.resolveSibling(temporaryName());
        FileChannel created = disk.create(temporary);
        try {
            try (FileChannel channel = created) {
                content.writeTo(channel);
                disk.force(channel);
            }
            disk.replace(temporary, target);
            disk.forceFolder(folder);
        } catch (Throwable e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    /// A name that no other process and no other call uses.
    private static String temporaryName() {
        return ".lamina-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp";
    }

    private static void deleteAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
