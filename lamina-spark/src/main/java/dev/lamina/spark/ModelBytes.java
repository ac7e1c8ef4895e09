package dev.lamina.spark;

import dev.lamina.model.Model;
import dev.lamina.model.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model as the bytes of its file.
final class ModelBytes {

    private ModelBytes() {}

    static byte[] of(Model model) {
        return inFile(file -> {
            model.save(file);
            return Files.readAllBytes(file);
        });
    }

    /// @param source of the bytes, for messages
    /// @throws UncheckedIOException naming the source, if they are no model file
    static Model read(byte[] bytes, String source) {
        return inFile(file -> {
            Files.write(file, bytes);
            try {
                return Model.load(file);
            } catch (ModelFileException e) {
                throw new IOException(String.valueOf(e.getMessage()).replace(file.toString(), source), e);
            }
        });
    }

    private interface Work<T> {
        T with(Path file) throws IOException;
    }

    private static <T> T inFile(Work<T> work) {
        try {
            Path folder = Files.createTempDirectory("lamina-model-");
            Path file = folder.resolve("model.safetensors");
            try {
                return work.with(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
