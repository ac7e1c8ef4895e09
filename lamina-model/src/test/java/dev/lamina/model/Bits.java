package dev.lamina.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// The bits of predictions, to compare them with those of another version.
final class Bits {

    private Bits() {}

    /// SHA-256 of all probabilities or values, row by row, as big-endian doubles.
    static String of(Predictions predictions) {
        MessageDigest digest = Sha256.start();
        for (int i = 0; i < predictions.rows(); i++) {
            for (int label = 0; label < predictions.labels().size(); label++) {
                update(digest, predictions.probability(i, label));
            }
            if (predictions.labels().isEmpty()) {
                update(digest, predictions.value(i));
            }
        }
        return Sha256.hex(digest);
    }

    private static void update(MessageDigest digest, double value) {
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }
}
