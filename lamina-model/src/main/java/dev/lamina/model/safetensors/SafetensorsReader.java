package dev.lamina.model.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.SequencedMap;

/// Reads a safetensors file: the header at once, then the bytes of the tensors in file order.
///
/// Nothing is allocated from a number in the file before that number was checked against the file's size. One
/// thread.
public final class SafetensorsReader implements Closeable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Header header;

    private SafetensorsReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.header = readHeader();
    }

    /// Opens a file and reads its header; the caller closes.
    ///
    /// @throws SafetensorsException if it is not a safetensors file
    public static SafetensorsReader open(Path file) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        try {
            return new SafetensorsReader(channel);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    private Header readHeader() throws IOException {
        long size = channel.size();
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
        ByteBuffer target = ByteBuffer.wrap(text);
        while (target.hasRemaining()) {
            requireMore(channel.read(target));
        }
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
        while (buffer.hasRemaining()) {
            requireMore(channel.read(buffer));
        }
        buffer.flip();
    }

    private static void requireMore(int read) throws SafetensorsException {
        if (read < 0) {
            throw new SafetensorsException("the file became shorter while it was read");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
