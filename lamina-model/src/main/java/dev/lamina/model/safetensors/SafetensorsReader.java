package dev.lamina.model.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.SequencedMap;

/// Reads a safetensors file: the header at once, then the bytes of the tensors in file order.
///
/// Nothing is allocated from a number in the file before that number was checked against the file's size. One
/// thread.
public final class SafetensorsReader implements Closeable {

    private static final int BUFFER_BYTES = 64 << 10;

    /// A stream and no channel, which would be closed when the thread is interrupted.
    private final InputStream in;

    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Header header;

    private SafetensorsReader(InputStream in, long size) throws IOException {
        this.in = in;
        this.size = size;
        this.header = readHeader();
    }

    /// Opens a file and reads its header; the caller closes.
    ///
    /// @throws SafetensorsException if it is not a safetensors file
    public static SafetensorsReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new SafetensorsReader(in, Files.size(file));
        } catch (IOException | RuntimeException e) {
            try (in) {
                throw e;
            }
        }
    }

    private Header readHeader() throws IOException {
        if (size < Long.BYTES) {
            throw new SafetensorsException("expected 8 bytes of header length, the file has " + size);
        }
        fill(Long.BYTES);
        long length = buffer.getLong();
        if (!(length >= 2 && length <= Header.MAX_BYTES)) {
            throw new SafetensorsException(
                    "expected a header of 2 to " + Header.MAX_BYTES + " bytes, got " + Long.toUnsignedString(length));
        }
        if (length > size - Long.BYTES) {
            throw new SafetensorsException("the header has " + length + " bytes, but the file ends "
                    + (size - Long.BYTES) + " after its start");
        }
        byte[] text = new byte[(int) length];
        read(text, text.length);
        Header result = Header.parse(text);
        long dataBytes = size - Long.BYTES - length;
        if (result.dataBytes() != dataBytes) {
            throw new SafetensorsException("the tensors take " + result.dataBytes() + " bytes, the file has "
                    + dataBytes + " after the header");
        }
        return result;
    }

    /// Names and texts of `__metadata__`, in file order.
    public SequencedMap<String, String> metadata() {
        return header.metadata();
    }

    /// The tensors in the order of their bytes, which they cover without gap or overlap.
    public List<Tensor> tensors() {
        return header.tensors();
    }

    /// Reads the next F32 numbers of the file, wherever tensors begin and end.
    ///
    /// @param digest is given their bytes
    public void readFloats(float[] values, MessageDigest digest) throws IOException {
        int done = 0;
        while (done < values.length) {
            int count = Math.min(BUFFER_BYTES / Float.BYTES, values.length - done);
            fill(count * Float.BYTES);
            digest.update(buffer.duplicate());
            buffer.asFloatBuffer().get(values, done, count);
            done += count;
        }
    }

    /// Puts the next bytes of the file into the buffer.
    private void fill(int bytes) throws IOException {
        buffer.clear().limit(bytes);
        read(buffer.array(), bytes);
    }

    private void read(byte[] target, int bytes) throws IOException {
        if (in.readNBytes(target, 0, bytes) < bytes) {
            throw new SafetensorsException("the file became shorter while it was read");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
