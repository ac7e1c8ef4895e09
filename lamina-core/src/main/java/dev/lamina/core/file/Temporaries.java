package dev.lamina.core.file;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The temporary files in a folder. Their names say which process of which machine they belong to, so that what a
/// killed process left behind can be told from what another one is writing.
final class Temporaries {

    /// Process, machine, number. Older names have no machine.
    private static final Pattern NAME =
            Pattern.compile("\\.lamina-(\\d{1,18})-(?:([0-9a-f]{8})-)?[0-9a-f]+\\.tmp(?:\\..*)?");

    /// Longer than anybody writes at one file.
    private static final Duration OLD = Duration.ofDays(1);

    /// How much later than its file a process may seem to have started: clocks are set.
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    private Temporaries() {}

    /// A name that no other process and no other call uses.
    static Path in(Path folder) {
        return folder.resolve(".lamina-" + ProcessHandle.current().pid() + "-" + Machine.ID + "-"
                + Long.toHexString(NUMBER.incrementAndGet()) + ".tmp");
    }

    /// Deletes what processes that are gone left behind; of another machine, on a shared folder, what is old. What
    /// cannot be listed or deleted stays.
    static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".lamina-*")) {
            for (Path file : files) {
                removeIfLeftover(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The next one may.
        }
    }

    private static void removeIfLeftover(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return;
        }
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            boolean isOfThisMachine = name.group(2) == null || name.group(2).equals(Machine.ID);
            if (isOfThisMachine
                    ? isGone(Long.parseLong(name.group(1)), written)
                    : written.isBefore(Instant.now().minus(OLD))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Another process was faster, or it belongs to another user.
        }
    }

    /// Whether the process that wrote then has ended, even if another one has its number now.
    private static boolean isGone(long process, Instant written) {
        Optional<ProcessHandle> living = ProcessHandle.of(process);
        return living.isEmpty()
                || living.get()
                        .info()
                        .startInstant()
                        .filter(start -> start.isAfter(written.plus(CLOCK_ERROR)))
                        .isPresent();
    }

    /// Where the numbers of processes are those of this one: the machine, or the container on it.
    private static final class Machine {

        static final String ID = String.format("%08x", (name() + processes()).hashCode());

        private Machine() {}

        private static String name() {
            try {
                Path linux = Path.of("/proc/sys/kernel/hostname");
                return Files.exists(linux)
                        ? Files.readString(linux).strip()
                        : InetAddress.getLocalHost().getHostName();
            } catch (IOException e) {
                return "";
            }
        }

        private static String processes() {
            try {
                return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            } catch (IOException | UnsupportedOperationException e) {
                return "";
            }
        }
    }
}
