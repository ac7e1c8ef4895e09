package dev.lamina.spark;

import dev.lamina.core.matrix.Matrix;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Where the numbers of an encoded row stand: the inputs, then the target, then for a row that trains its
/// weight if rows have one, and for a row that validates the target as it was given, a double.
/// Little-endian floats.
///
/// @param inputs of the network
/// @param weighted whether rows have weights
record RowLayout(int inputs, boolean weighted) implements Serializable {

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// Bytes of a row.
    int bytes(boolean validating) {
        return Float.BYTES * (inputs + 1) + (validating ? Double.BYTES : weighted ? Float.BYTES : 0);
    }

    /// A row that trains.
    ///
    /// @param weight any number where rows have none
    byte[] training(Matrix rows, int row, float target, float weight) {
        byte[] bytes = new byte[bytes(false)];
        ByteBuffer end = start(rows, row, target, bytes);
        if (weighted) {
            end.putFloat(weight);
        }
        return bytes;
    }

    /// A row that validates.
    ///
    /// @param given the target in units of the data, or the index of its class
    byte[] validation(Matrix rows, int row, float target, double given) {
        byte[] bytes = new byte[bytes(true)];
        start(rows, row, target, bytes).putDouble(given);
        return bytes;
    }

    private ByteBuffer start(Matrix rows, int row, float target, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ORDER);
        buffer.asFloatBuffer().put(rows.data(), rows.rowOffset(row), inputs);
        return buffer.position(Float.BYTES * inputs).putFloat(target);
    }

    /// The inputs of some rows, one after the other.
    Matrix inputs(byte[][] rows) {
        Matrix matrix = Matrix.zeros(rows.length, inputs);
        for (int i = 0; i < rows.length; i++) {
            ByteBuffer.wrap(rows[i]).order(ORDER).asFloatBuffer().get(matrix.data(), matrix.rowOffset(i), inputs);
        }
        return matrix;
    }
}
