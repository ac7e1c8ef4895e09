package dev.lamina.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A network with its start weights, inputs and targets, read from the files that all runners read: dense layers,
/// ReLU between them, and at the end softmax cross-entropy with class indices, or the mean squared error.
///
/// @param widths from the inputs to the outputs
/// @param batch rows of a step
/// @param classifies whether the cost is softmax cross-entropy, whose targets are one column of class indices
/// @param weights each layer's W (in × out, row by row) and bias, layer after layer
/// @param inputs rows one after the other, at least `batch` of them; a step takes the first ones
/// @param targets [#BATCHES] batches of targets for the same inputs
public record Problem(int[] widths, int batch, boolean classifies, float[] weights, float[] inputs, float[] targets) {

    /// Batches in turn, with the same inputs and other targets: so the cost cannot fall to 0, where gradients
    /// become denormal numbers, with which some processors are slow.
    public static final int BATCHES = 4;

    /// Steps before the cost is compared.
    public static final int CHECKED_STEPS = 20;

    private static final int READ_AT_ONCE = 1 << 16;

    /// Reads the problem that a request names by `folder`, `widths`, `batch` and `loss`.
    public static Problem read(Request request) throws IOException {
        Path folder = Path.of(request.text("folder"));
        return new Problem(
                Pattern.compile("-")
                        .splitAsStream(request.text("widths"))
                        .mapToInt(Integer::parseInt)
                        .toArray(),
                request.integer("batch"),
                request.text("loss").equals("softmax-cross-entropy"),
                floats(folder.resolve("weights.f32")),
                floats(folder.resolve("inputs.f32")),
                floats(folder.resolve("targets.f32")));
    }

    public int layers() {
        return widths.length - 1;
    }

    public int outputs() {
        return widths[layers()];
    }

    /// Where layer i's W begins in [#weights]; its bias follows.
    public int weightOffset(int i) {
        int offset = 0;
        for (int j = 0; j < i; j++) {
            offset += (widths[j] + 1) * widths[j + 1];
        }
        return offset;
    }

    /// Layer i's W, row by row.
    public float[] weight(int i) {
        int from = weightOffset(i);
        return Arrays.copyOfRange(weights, from, from + widths[i] * widths[i + 1]);
    }

    public float[] bias(int i) {
        int to = weightOffset(i + 1);
        return Arrays.copyOfRange(weights, to - widths[i + 1], to);
    }

    /// The first rows of the inputs.
    public float[] inputs(int rows) {
        return Arrays.copyOf(inputs, rows * widths[0]);
    }

    /// Columns of a target.
    public int targetColumns() {
        return classifies ? 1 : outputs();
    }

    /// The targets of batch k, k < [#BATCHES].
    public float[] targets(int k) {
        int size = batch * targetColumns();
        return Arrays.copyOfRange(targets, k * size, (k + 1) * size);
    }

    private static float[] floats(Path file) throws IOException {
        float[] values = new float[(int) (Files.size(file) / Float.BYTES)];
        FloatBuffer left = FloatBuffer.wrap(values);
        ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
        try (InputStream in = Files.newInputStream(file)) {
            while (left.hasRemaining()) {
                left.put(bytes.limit(in.readNBytes(bytes.array(), 0, READ_AT_ONCE))
                        .asFloatBuffer());
            }
        }
        return values;
    }

    /// The mean square of results, for [Work#check].
    public static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
