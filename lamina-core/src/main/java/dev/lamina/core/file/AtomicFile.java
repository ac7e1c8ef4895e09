package dev.lamina.core.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Writes a file as a whole: whoever reads it sees the old bytes or the new ones, after a crash or a power cut too.
///
/// The new bytes go to a temporary file in the same folder, are forced to the disk, and take the name of the old
/// file in one step; then the folder is forced. When anything fails the temporary file is deleted and the old file
/// stays. What a process that was killed left behind is deleted by the next write into the folder.
///
/// - **Permissions**: a file that is replaced keeps its mode, and its owner and group where the user may set them. A
///   file that the user may not write is not replaced, although its folder would allow it.
/// - **Links**: a link stays a link, the file that it leads to is replaced, or created where there is none.
/// - **Pipes and devices**, such as `/dev/null` and `/dev/stdout`, are written to as they are.
///
/// A thread that is interrupted writes nevertheless, and stays interrupted. Thread-safe; of two calls for one file the
/// last one wins. Failures are [FileSystemException]s that name the file as it was asked for, with the reason.
public final class AtomicFile {

    /// Writes the bytes that the file will hold.
    @FunctionalInterface
    public interface Content {

        /// Writes all of them.
        ///
        /// @param out has no buffer; need not be closed
        void writeTo(OutputStream out) throws IOException;
    }

    /// Creates a file that holds what another one will.
    @FunctionalInterface
    public interface Creation {

        /// Creates it.
        ///
        /// @param file does not exist yet
        void create(Path file) throws IOException;
    }

    private AtomicFile() {}

    /// Writes a file.
    ///
    /// @param file may exist; its folder must
    /// @throws FileSystemException if it cannot be written; what `content` itself throws is thrown on
    public static void write(Path file, Content content) throws IOException {
        write(file, content, new Disk() {});
    }

    static void write(Path file, Content content, Disk disk) throws IOException {
        Target target = requireWritable(file);
        if (target.isReplaced()) {
            replace(target, disk, temporary -> {
                disk.create(temporary, target.exists());
                try (OutputStream out = new NamedOutput(disk.open(temporary), file, true)) {
                    content.writeTo(out);
                }
            });
        } else {
            // Standard output is not this call's to close.
            boolean closes = target.descriptor() < 0 || target.descriptor() > 2;
            try (OutputStream out = new NamedOutput(open(target), file, closes)) {
                content.writeTo(out);
            }
        }
    }

    /// Writes a file by what can only write files with a name.
    ///
    /// @param file may exist; its folder must
    /// @throws FileSystemException if it cannot be written, and for every failure of `creation` whose message would
    ///     name the temporary file
    public static void create(Path file, Creation creation) throws IOException {
        Target target = requireWritable(file);
        if (target.isReplaced()) {
            replace(target, new Disk() {}, creation);
            return;
        }
        Path folder = Files.createTempDirectory("lamina-");
        Path whole = folder.resolve("whole");
        try {
            creation.create(whole);
            write(file, out -> Files.copy(whole, out));
        } finally {
            Files.deleteIfExists(whole);
            Files.deleteIfExists(folder);
        }
    }

    /// Finds out whether a file could be written, before the work is done that it is for. Tries it with a temporary
    /// file.
    ///
    /// @throws FileSystemException if not; its reason completes a sentence about the file
    public static void check(Path file) throws FileSystemException {
        Target target = requireWritable(file);
        if (!target.isReplaced()) {
            return;
        }
        try {
            Path temporary = Temporaries.in(target.folder());
            new Disk() {}.create(temporary, false);
            Files.deleteIfExists(temporary);
        } catch (AccessDeniedException e) {
            throw failure(file, "its folder cannot be written to", e);
        } catch (IOException e) {
            throw failure(file, "its folder cannot be written to: " + reason(e), e);
        }
    }

    private static Target requireWritable(Path file) throws FileSystemException {
        try {
            Target target = Target.of(file);
            target.requireWritable();
            return target;
        } catch (IOException e) {
            throw failure(file, reason(e), e);
        }
    }

    private static OutputStream open(Target target) throws FileSystemException {
        try {
            return switch (target.descriptor()) {
                case 1 -> new FileOutputStream(FileDescriptor.out);
                case 2 -> new FileOutputStream(FileDescriptor.err);
                // At the end of what a redirected descriptor has already taken.
                default -> new FileOutputStream(target.file().toFile(), true);
            };
        } catch (IOException e) {
            throw failure(target.asked(), reason(e), e);
        }
    }

    private static void replace(Target target, Disk disk, Creation creation) throws IOException {
        Temporaries.removeLeftovers(target.folder());
        Path temporary = Temporaries.in(target.folder());
        try {
            creation.create(temporary);
            disk.force(temporary);
            if (target.exists()) {
                Access.keep(target.file(), temporary);
            }
            disk.replace(temporary, target.file());
            disk.forceFolder(target.folder());
        } catch (Throwable e) {
            deleteAfter(e, temporary);
            if (e instanceof IOException failed && namesIt(failed, temporary)) {
                throw failure(target.asked(), reason(failed, temporary, target.asked()), failed);
            }
            throw e;
        }
    }

    private static boolean namesIt(IOException failure, Path temporary) {
        return String.valueOf(failure.getMessage())
                .contains(temporary.getFileName().toString());
    }

    private static void deleteAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    static FileSystemException failure(Path file, String reason, IOException cause) {
        FileSystemException failure = new FileSystemException(file.toString(), null, reason);
        failure.initCause(cause);
        return failure;
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file";
            case FileSystemException e -> Objects.requireNonNullElse(e.getReason(), e.toString());
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }

    private static String reason(IOException failure, Path temporary, Path asked) {
        return reason(failure)
                .replace(temporary.toString(), asked.toString())
                .replace(temporary.getFileName().toString(), asked.toString());
    }
}
