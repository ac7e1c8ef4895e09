package dev.lamina.report.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// A file of TensorBoard's: `Event` messages in the frames of TFRecord, each with its length before it and checksums of
/// both. Sources: tensorflow/core/util/event.proto, tensorflow.org, TFRecord.
final class EventFile implements AutoCloseable {

    private static final int CRC_MASK = 0xa282ead8;
    private static final String VERSION = "brain.Event:2";

    private final OutputStream out;

    /// Begins a new file in a folder, which is made where it is not there. Its name has the time, so that TensorBoard
    /// takes what an earlier training wrote into the same folder for what came before.
    EventFile(Path folder, long millis) throws IOException {
        Files.createDirectories(folder);
        String name = String.format("events.out.tfevents.%010d.lamina", millis / 1000);
        Path file = folder.resolve(name);
        for (int i = 1; Files.exists(file); i++) {
            file = folder.resolve(name + "." + i);
        }
        out = Files.newOutputStream(file);
        write(event(millis).put(3, VERSION));
    }

    /// An `Event` at a time.
    static ProtoMessage event(long millis) {
        return new ProtoMessage().put(1, millis / 1e3);
    }

    void write(ProtoMessage event) throws IOException {
        byte[] data = event.bytes();
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.write(record.put(length)
                .putInt(maskedChecksum(length))
                .put(data)
                .putInt(maskedChecksum(data))
                .array());
    }

    /// CRC-32C, turned and shifted so that a checksum of data that hold checksums is none of theirs.
    static int maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + CRC_MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
