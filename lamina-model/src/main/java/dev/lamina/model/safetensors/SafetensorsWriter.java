package dev.lamina.model.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SequencedMap;

/// Writes a safetensors file of F32 tensors that follow each other in arrays. The same tensors and metadata
/// always give the same bytes.
public final class SafetensorsWriter {

    private static final int BUFFER_BYTES = 64 << 10;

    private SafetensorsWriter() {}

    /// Writes the whole file.
    ///
    /// @param metadata what `__metadata__` holds
    /// @param tensors of type F32, in the order of their bytes, without gap from byte 0
    /// @param values the elements of all tensors, in one array after the other
    /// @throws SafetensorsException if the file would exceed the limits of the reader; nothing is written then
    public static void write(
            OutputStream out, SequencedMap<String, String> metadata, List<Tensor> tensors, List<float[]> values)
            throws IOException {
        byte[] header = new Header(metadata, tensors).toBytes();
        if (header.length > Header.MAX_BYTES) {
            throw new SafetensorsException("the header would have " + header.length + " bytes, expected at most "
                    + Header.MAX_BYTES + "; words of categories take most of it");
        }
        Header.parse(header);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(buffer.putLong(header.length).array(), 0, Long.BYTES);
        out.write(header);
        for (float[] part : values) {
            for (int done = 0; done < part.length; ) {
                int count = Math.min(BUFFER_BYTES / Float.BYTES, part.length - done);
                buffer.clear().asFloatBuffer().put(part, done, count);
                out.write(buffer.array(), 0, count * Float.BYTES);
                done += count;
            }
        }
    }
}
