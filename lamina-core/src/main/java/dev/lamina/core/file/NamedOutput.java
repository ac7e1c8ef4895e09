package dev.lamina.core.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// An output whose failures name the file that was asked for: those of a stream name none.
///
/// Closing it closes the stream that it writes to only if it `closes`.
final class NamedOutput extends FilterOutputStream {

    private final Path file;
    private final boolean closes;

    NamedOutput(OutputStream out, Path file, boolean closes) {
        super(out);
        this.file = file;
        this.closes = closes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        try {
            out.write(values, offset, length);
        } catch (IOException e) {
            throw AtomicFile.failure(file, AtomicFile.reason(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (closes) {
                out.close();
            }
        } catch (IOException e) {
            throw AtomicFile.failure(file, AtomicFile.reason(e), e);
        }
    }
}
