package dev.lamina.report.watch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes one message in the wire format of Protocol Buffers: every field as its number and wire type, then its value.
/// Source: protobuf.dev, Encoding.
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// An `int64`, `bool` or `enum`.
    ProtoMessage put(int field, long value) {
        varint(((long) field << 3) | VARINT);
        varint(value);
        return this;
    }

    ProtoMessage put(int field, double value) {
        varint(((long) field << 3) | FIXED64);
        bytes(eightBytes(value));
        return this;
    }

    ProtoMessage put(int field, float value) {
        varint(((long) field << 3) | FIXED32);
        bytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    ProtoMessage put(int field, String value) {
        return put(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage put(int field, ProtoMessage value) {
        return put(field, value.bytes());
    }

    /// A packed list.
    ProtoMessage put(int field, double[] values) {
        ProtoMessage packed = new ProtoMessage();
        for (double value : values) {
            packed.bytes(eightBytes(value));
        }
        return put(field, packed.bytes());
    }

    private ProtoMessage put(int field, byte[] value) {
        varint(((long) field << 3) | LENGTH_DELIMITED);
        varint(value.length);
        bytes(value);
        return this;
    }

    /// Seven bits a byte, the lowest first; all but the last byte have their highest bit set.
    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static byte[] eightBytes(double value) {
        return ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
    }

    private void bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
