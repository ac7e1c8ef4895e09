package dev.lamina.testkit;

import dev.lamina.core.matrix.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Golden values: JSON files of the folder `golden` below the one that the system property `lamina.shared`
/// names.
public final class Golden {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /// The files whose names match, in the order of their names; the calling test is skipped where the folder
    /// is absent.
    ///
    /// @param glob such as `net_*.json`
    /// @throws IllegalStateException if the folder is there but holds no such file
    public static List<Path> files(String glob) {
        Path folder = Path.of(System.getProperty("lamina.shared", "../shared"), "golden");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "no golden values: " + folder + " is absent; set -Dlamina.shared=…");
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, glob)) {
            matching.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException(folder + " holds no " + glob);
        }
        files.sort(null);
        return files;
    }

    /// The contents of a file.
    public static JsonNode read(Path file) {
        return JSON.readTree(file);
    }

    /// The contents of a resource, which is closed.
    public static JsonNode read(InputStream resource) {
        return JSON.readTree(resource);
    }

    /// An array of numbers, rounded to float32, as a matrix of one row; an array of such arrays as one of their
    /// rows.
    ///
    /// @throws IllegalArgumentException if the node is neither
    public static Matrix matrix(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("expected an array of numbers, got " + node);
        }
        if (node.isEmpty() || !node.get(0).isArray()) {
            return Matrix.of(row(node));
        }
        float[][] rows = new float[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(node.get(i));
        }
        return Matrix.of(rows);
    }

    private static float[] row(JsonNode array) {
        float[] values = new float[array.size()];
        for (int j = 0; j < values.length; j++) {
            JsonNode value = array.get(j);
            if (!value.isNumber()) {
                throw new IllegalArgumentException("expected a number, got " + value);
            }
            values[j] = (float) value.asDouble();
        }
        return values;
    }
}
