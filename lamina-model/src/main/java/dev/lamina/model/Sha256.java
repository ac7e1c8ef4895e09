package dev.lamina.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, which every Java has.
final class Sha256 {

    private static final int BUFFER_BYTES = 64 << 10;

    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// Adds floats as little-endian bytes.
    static void update(MessageDigest digest, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(BUFFER_BYTES / Float.BYTES, values.length - done);
            buffer.clear().asFloatBuffer().put(values, done, count);
            digest.update(buffer.limit(count * Float.BYTES));
            done += count;
        }
    }

    /// Ends the digest: 64 lower-case hex digits.
    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
