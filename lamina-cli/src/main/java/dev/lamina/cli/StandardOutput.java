package dev.lamina.cli;

import java.io.IOException;
import java.io.OutputStream;

/// Standard output that tells a reader who went away, as `head` does, from a disk that is full.
final class StandardOutput extends OutputStream {

    /// Nobody reads the output any more, so that there is nothing left to do.
    static final class Closed extends IOException {

        private static final long serialVersionUID = 1L;

        private Closed(IOException cause) {
            super("standard output is closed", cause);
        }
    }

    private final OutputStream bytes;

    StandardOutput(OutputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        try {
            bytes.write(values, offset, length);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            // The system's word for EPIPE; Java has no type for it.
            if (reason.contains("roken pipe")) {
                throw new Closed(e);
            }
            throw new IOException("cannot write to standard output: " + reason, e);
        }
    }
}
