package dev.lamina.cli;

import dev.lamina.Lamina;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The data as it was named, and the SHA-256 that the model remembers it by:
///
/// - of a file: its bytes; of IDX images the file of images only;
/// - of a pattern such as `data/part-*.csv`: the bytes of the matching files, one after the other by name;
/// - of standard input: the bytes that were read;
/// - of a query: none, because what it reads may change.
final class DataSource {

    private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|zst)$");
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z]\\w*$");
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+,=-]+");
    private static final Pattern SPECIAL = Pattern.compile("[\"$`\\\\!]");

    private final String name;
    private final MessageDigest digest = sha256();
    private final InputStream standardInput;

    /// @param name path, pattern, query or `-`
    DataSource(String name, InputStream standardInput) {
        this.name = name;
        this.standardInput = name.equals("-") ? new DigestInputStream(standardInput, digest) : standardInput;
    }

    String name() {
        return name;
    }

    /// What a reader has to read as standard input.
    InputStream standardInput() {
        return standardInput;
    }

    /// The hash, after the data was read; empty if there is none.
    String hash() throws IOException {
        Optional<Path> file = file();
        if (file.isPresent()) {
            return Lamina.sha256(file.get());
        }
        List<Path> files = matching();
        for (Path each : files) {
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(each), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        }
        return files.isEmpty() && !name.equals("-") ? "" : HexFormat.of().formatHex(digest.digest());
    }

    /// The file, if the source is one.
    Optional<Path> file() {
        try {
            return Optional.of(Path.of(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Whether the source is that file, by this or another name.
    boolean isFile(Path other) throws IOException {
        Optional<Path> file = file();
        return file.isPresent() && Files.exists(other) && Files.isSameFile(file.get(), other);
    }

    private List<Path> matching() throws IOException {
        List<Path> files = new ArrayList<>();
        if (name.matches(".*[*?\\[{].*") && !name.contains(" ")) {
            Path pattern = Path.of(name);
            Path folder = pattern.toAbsolutePath().getParent();
            if (folder != null && Files.isDirectory(folder)) {
                try (DirectoryStream<Path> matches =
                        Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
                    matches.forEach(files::add);
                }
            }
        }
        Collections.sort(files);
        return files;
    }

    /// The model's file in the current folder, if the user names none: `penguins.safetensors` for
    /// `penguins.csv.gz`.
    Path defaultModel() {
        String stem = file().map(file -> file.getFileName().toString())
                .map(file -> COMPRESSED.matcher(file).replaceFirst(""))
                .map(file -> ENDING.matcher(file).replaceFirst(""))
                .filter(file -> !file.isEmpty())
                .orElse("model");
        return Path.of(stem + ".safetensors");
    }

    /// An argument as a shell takes it; a query with names in single quotes stays readable in double ones.
    static String quoted(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        return argument.contains("'") && !SPECIAL.matcher(argument).find()
                ? '"' + argument + '"'
                : "'" + argument.replace("'", "'\\''") + "'";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
