package dev.lamina.core.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps of [AtomicFile] that happen on the disk; tests put a disk in its place on which one of them fails. No
/// step ends because the thread is interrupted.
interface Disk {

    /// Creates a file that does not exist yet.
    ///
    /// @param secret whether only its owner may read it
    default void create(Path file, boolean secret) throws IOException {
        Files.createFile(file, secret ? Access.secret(file) : Access.usual());
    }

    default OutputStream open(Path file) throws IOException {
        return new FileOutputStream(file.toFile());
    }

    /// Makes the bytes of a file survive a power cut.
    default void force(Path file) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.getFD().sync();
        }
    }

    default void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes the names in a folder survive a power cut.
    default void forceFolder(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (AccessDeniedException e) {
            // A folder that may not be opened, as on Windows, cannot be forced; the file itself is safe.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
