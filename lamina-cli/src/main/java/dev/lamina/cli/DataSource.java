package dev.lamina.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The data as it was named on the command line.
final class DataSource {

    private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|zst)$");
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z]\\w*$");
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+,=-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final Pattern SPECIAL = Pattern.compile("[\"$`\\\\!]");

    private static final String MODEL_ENDING = ".safetensors";

    /// What file systems allow.
    private static final int MAX_NAME_BYTES = 255;

    private final String name;
    private final InputStream standardInput;

    /// @param name path, pattern, query or `-`
    DataSource(String name, InputStream standardInput) {
        this.name = name;
        this.standardInput = standardInput;
    }

    String name() {
        return name;
    }

    /// What a reader has to read as standard input.
    InputStream standardInput() {
        return standardInput;
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

    /// The model's file in the current folder, if the user names none: `penguins.safetensors` for
    /// `penguins.csv.gz`.
    Path defaultModel() {
        String stem = file().map(file -> file.getFileName().toString())
                .map(file -> COMPRESSED.matcher(file).replaceFirst(""))
                .map(file -> ENDING.matcher(file).replaceFirst(""))
                .filter(file -> !file.isEmpty())
                .orElse("model");
        return Path.of(shortened(stem) + MODEL_ENDING);
    }

    /// What leaves room for the ending in a name that a file can have.
    private static String shortened(String stem) {
        String shortened = stem;
        while ((shortened + MODEL_ENDING).getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return shortened;
    }

    /// The name of a file as an argument: one that begins with a dash would be taken for an option.
    static String quoted(Path file) {
        String name = file.toString();
        return quoted(name.startsWith("-") ? "./" + name : name);
    }

    /// The source as an argument of a command that reads like data.
    String argument() {
        if (name.equals("-")) {
            return "NEW.csv";
        }
        return quoted(file().isPresent() && name.startsWith("-") ? "./" + name : name);
    }

    /// An argument as a shell takes it; a query with names in single quotes stays readable in double ones.
    static String quoted(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        if (CONTROL.matcher(argument).find()) {
            return "$'"
                    + CONTROL.matcher(argument.replace("\\", "\\\\").replace("'", "\\'"))
                            .replaceAll(match -> String.format(
                                    "\\\\%03o", (int) match.group().charAt(0)))
                    + "'";
        }
        return argument.contains("'") && !SPECIAL.matcher(argument).find()
                ? '"' + argument + '"'
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
