package dev.lamina.core.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the bytes go for a file that was asked for: the end of its links.
///
/// @param asked as the caller named it
/// @param file absolute, no link
/// @param attributes of the file, or null if there is none
/// @param descriptor the open descriptor of this process that it stands for, as `/dev/stdout` does, or -1
record Target(Path asked, Path file, @Nullable BasicFileAttributes attributes, int descriptor) {

    private static final int MAX_LINKS = 40;

    private static final Pattern DESCRIPTOR = Pattern.compile("(?:/dev|/proc/(?:self|thread-self|\\d+))/fd/(\\d{1,9})");

    static Target of(Path asked) throws IOException {
        Path file = asked.toAbsolutePath();
        for (int links = 0; links <= MAX_LINKS; links++) {
            Matcher descriptor = DESCRIPTOR.matcher(file.toString());
            if (descriptor.matches()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Target(asked, file, attributes, Integer.parseInt(descriptor.group(1)));
            }
            if (!Files.isSymbolicLink(file)) {
                return new Target(asked, file, attributes(file), -1);
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        throw new FileSystemException(asked.toString(), null, "its links lead in a circle");
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    boolean exists() {
        return attributes != null;
    }

    /// Whether a temporary file can take its place: not that of a pipe or a device.
    boolean isReplaced() {
        return attributes == null || (attributes.isRegularFile() && descriptor < 0);
    }

    Path folder() {
        return file.resolveSibling("");
    }

    /// What can be seen without trying.
    void requireWritable() throws FileSystemException {
        if (attributes != null && attributes.isDirectory()) {
            throw new FileSystemException(asked.toString(), null, "is a folder, expected a file");
        }
        if (!Files.isDirectory(folder())) {
            throw new FileSystemException(asked.toString(), null, "its folder does not exist");
        }
        if (attributes != null && descriptor < 0 && !Files.isWritable(file)) {
            throw new AccessDeniedException(asked.toString());
        }
    }
}
