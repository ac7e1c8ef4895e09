package dev.lamina.core.train;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The bytes of a [Checkpoint]: `LAMINACP` and a version; the components in their order, big-endian, arrays and texts
/// after their length; the CRC-32C of all that.
final class CheckpointBytes {

    private static final byte[] START = "LAMINACP\0\0\0\1".getBytes(StandardCharsets.US_ASCII);

    /// Of a report in the history.
    private static final int REPORT_BYTES = 46;

    private final ByteBuffer in;

    private CheckpointBytes(ByteBuffer in) {
        this.in = in;
    }

    static byte[] write(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(START);
            write(checkpoint, out);
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Checkpoint checkpoint, DataOutputStream out) throws IOException {
        byte[] training = checkpoint.training().getBytes(StandardCharsets.UTF_8);
        out.writeInt(training.length);
        out.write(training);
        out.writeInt(checkpoint.epoch());
        out.writeLong(checkpoint.stepInEpoch());
        out.writeDouble(checkpoint.weightedCost());
        out.writeDouble(checkpoint.totalWeight());
        out.writeFloat(checkpoint.learningRate());
        out.writeLong(checkpoint.elapsed().toNanos());
        write(checkpoint.parameters(), out);
        out.writeLong(checkpoint.optimizerSteps());
        out.writeInt(checkpoint.optimizer().length);
        for (float[] array : checkpoint.optimizer()) {
            write(array, out);
        }
        out.writeInt(checkpoint.plateau().length);
        for (double number : checkpoint.plateau()) {
            out.writeDouble(number);
        }
        write(checkpoint.bestParameters(), out);
        out.writeDouble(checkpoint.best());
        out.writeDouble(checkpoint.bestValidationCost());
        out.writeInt(checkpoint.bestEpoch());
        out.writeInt(checkpoint.history().size());
        for (EpochReport report : checkpoint.history()) {
            write(report, out);
        }
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static void write(EpochReport report, DataOutputStream out) throws IOException {
        out.writeInt(report.epoch());
        out.writeInt(report.epochs());
        out.writeBoolean(report.whole());
        out.writeDouble(report.cost());
        out.writeDouble(report.validationCost());
        out.writeDouble(report.metric());
        out.writeBoolean(report.best());
        out.writeFloat(report.learningRate());
        out.writeLong(report.elapsed().toNanos());
    }

    static Checkpoint read(byte[] bytes, String source) throws IOException {
        int end = bytes.length - Long.BYTES;
        if (end < START.length || !Arrays.equals(bytes, 0, START.length, START, 0, START.length)) {
            throw new IOException(
                    source + " is no checkpoint of this version of Lamina; remove it to train from the" + " start");
        }
        if (ByteBuffer.wrap(bytes).getLong(end) != checksum(bytes, end)) {
            throw broken(source);
        }
        try {
            return new CheckpointBytes(ByteBuffer.wrap(bytes, START.length, end - START.length)).read();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw (IOException) broken(source).initCause(e);
        }
    }

    private static IOException broken(String source) {
        return new IOException(
                source + " is a broken checkpoint: its bytes do not have its checksum; remove it to go on"
                        + " from an older one, or from the start");
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    private Checkpoint read() {
        byte[] training = new byte[length(1)];
        in.get(training);
        return new Checkpoint(
                new String(training, StandardCharsets.UTF_8),
                in.getInt(),
                in.getLong(),
                in.getDouble(),
                in.getDouble(),
                in.getFloat(),
                Duration.ofNanos(in.getLong()),
                floats(),
                in.getLong(),
                arrays(),
                doubles(),
                floats(),
                in.getDouble(),
                in.getDouble(),
                in.getInt(),
                reports());
    }

    /// The number of elements that follow.
    ///
    /// @param bytes of each
    private int length(int bytes) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / bytes) {
            throw new IllegalArgumentException("a length of " + length);
        }
        return length;
    }

    private float[] floats() {
        float[] values = new float[length(Float.BYTES)];
        in.asFloatBuffer().get(values);
        in.position(in.position() + values.length * Float.BYTES);
        return values;
    }

    private float[][] arrays() {
        float[][] arrays = new float[length(Integer.BYTES)][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = floats();
        }
        return arrays;
    }

    private double[] doubles() {
        double[] values = new double[length(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }

    private List<EpochReport> reports() {
        List<EpochReport> reports = new ArrayList<>();
        for (int left = length(REPORT_BYTES); left > 0; left--) {
            reports.add(new EpochReport(
                    in.getInt(),
                    in.getInt(),
                    in.get() != 0,
                    in.getDouble(),
                    in.getDouble(),
                    in.getDouble(),
                    in.get() != 0,
                    in.getFloat(),
                    Duration.ofNanos(in.getLong())));
        }
        return reports;
    }
}
