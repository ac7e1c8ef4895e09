package dev.lamina.io;

import dev.lamina.data.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of what is read from a source, one part after the other.
final class ReadDigest {

    private final MessageDigest sha256;

    ReadDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// The same bytes, hashed as they are read.
    InputStream of(InputStream in) {
        return new DigestInputStream(in, sha256);
    }

    void add(Path file) throws IOException {
        try (InputStream in = of(Files.newInputStream(file))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    void add(Table table) throws IOException {
        CsvText.write(table, new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    }

    /// @param of what was hashed
    DataHash finish(String of) {
        return new DataHash(HexFormat.of().formatHex(sha256.digest()), of);
    }
}
