package dev.lamina;

import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// Lamina in one line: `Model model = Lamina.train(Path.of("houses.csv"), "price");`.
public final class Lamina {

    private Lamina() {}

    /// Reads a file, trains a network that predicts one of its columns, and gives the model. Everything is
    /// chosen: the task by the target's values, a fifth of the rows for validation, the network and its
    /// training by the defaults of [TableOptions]. The same file gives the same model, bit for bit.
    ///
    /// @param file CSV, Parquet, JSON (also compressed) or IDX images
    /// @param target the column to predict
    /// @throws IOException if the file cannot be read
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public static Model train(Path file, String target) throws IOException {
        Table table = TableReader.defaults().read(file.toString()).table();
        return TableTrainer.of(TableSettings.forTarget(target))
                .dataSource(file.toString(), sha256(file))
                .fit(table);
    }

    /// The version of this library, such as `0.1.0`.
    public static String version() {
        return Objects.requireNonNullElse(Lamina.class.getPackage().getImplementationVersion(), "development");
    }

    /// The SHA-256 of a file's bytes, 64 hex digits: what a model remembers of its data.
    public static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
