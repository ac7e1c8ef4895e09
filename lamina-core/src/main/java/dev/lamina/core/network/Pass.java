package dev.lamina.core.network;

import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network bound to parameters and to buffers for batches of up to [#maxRows] rows: fill [#input], call
/// [#forward], and for training fill [#outputGradient] and call [#backward].
///
/// For one thread at a time. Allocates nothing once it has seen a number of rows before. Does not own its
/// [Gemm].
public final class Pass {

    private final Network network;
    private final Parameters parameters;
    private final Gemm gemm;
    private final boolean training;
    private final int maxRows;
    private final float[][] activations;
    private final float[][] errors;
    private final float[][] saved;
    private final float[] gradients;
    private final @Nullable Frames[] framesByRows;
    private long seed;
    private long step;

    private Pass(Network network, Parameters parameters, int maxRows, Gemm gemm, boolean training) {
        if (maxRows < 1) {
            throw new IllegalArgumentException("a pass needs room for 1 or more rows, got " + maxRows);
        }
        if (parameters.size() != network.parameterCount()) {
            throw new IllegalArgumentException(
                    "the network has " + network.parameterCount() + " parameters, got " + parameters.size());
        }
        this.network = network;
        this.parameters = parameters;
        this.gemm = gemm;
        this.training = training;
        this.maxRows = maxRows;
        int depth = network.layers().size();
        activations = new float[depth + 1][];
        errors = new float[depth + 1][];
        saved = new float[depth][];
        for (int i = 0; i <= depth; i++) {
            activations[i] = new float[Math.multiplyExact(maxRows, network.width(i))];
            errors[i] = new float[training && i > 0 ? activations[i].length : 0];
        }
        for (int i = 0; i < depth; i++) {
            int columns = savedColumns(i);
            saved[i] = new float[Math.multiplyExact(maxRows, columns)];
        }
        gradients = new float[training ? parameters.size() : 0];
        framesByRows = new Frames[maxRows + 1];
    }

    /// For forward and backward, with the network's training layers.
    ///
    /// @param maxRows 1 or more
    public static Pass forTraining(Network network, Parameters parameters, int maxRows, Gemm gemm) {
        return new Pass(network, parameters, maxRows, gemm, true);
    }

    /// For forward only, through [Network#forInference].
    ///
    /// @param maxRows 1 or more
    public static Pass forInference(Network network, Parameters parameters, int maxRows, Gemm gemm) {
        return new Pass(network.forInference(), parameters, maxRows, gemm, false);
    }

    public int maxRows() {
        return maxRows;
    }

    /// Sets where dropout and its kin take their numbers from: a function of seed and step.
    public void randomness(long seed, long step) {
        this.seed = seed;
        this.step = step;
    }

    /// The batch x (rows × inputs), to be filled before [#forward].
    ///
    /// @param rows 1 to [#maxRows]
    public Matrix input(int rows) {
        return frames(rows).input;
    }

    /// Computes all layers (F1) for the rows in [#input].
    ///
    /// @return the logits (rows × outputs), a buffer that the next call reuses
    public Matrix forward(int rows) {
        Frames frames = frames(rows);
        for (int i = 0; i < frames.layers.length; i++) {
            network.layers().get(i).forward(frames.layers[i]);
        }
        return frames.output;
    }

    /// ∂C/∂y of the last layer (rows × outputs), to be filled before [#backward].
    public Matrix outputGradient(int rows) {
        return frames(rows).outputGradient;
    }

    /// Carries the error back through all layers (F5) and sets [#gradients] (F6, F7).
    ///
    /// @throws IllegalStateException if the pass is for inference
    public void backward(int rows) {
        if (!training) {
            throw new IllegalStateException("this pass is for inference; make one with Pass.forTraining");
        }
        Arrays.fill(gradients, 0f);
        Frames frames = frames(rows);
        for (int i = frames.layers.length - 1; i >= 0; i--) {
            network.layers().get(i).backward(frames.layers[i]);
        }
    }

    /// ∂C/∂parameter after [#backward], in the layout of [Parameters#values]; a buffer of this pass.
    public float[] gradients() {
        return gradients;
    }

    /// The output of layer i after [#forward] (rows × width), for looking inside.
    public Matrix activation(int layer, int rows) {
        return frames(rows).layers[layer].y();
    }

    private Frames frames(int rows) {
        if (rows < 1 || rows > maxRows) {
            throw new IllegalArgumentException("this pass takes 1 to " + maxRows + " rows, got " + rows);
        }
        Frames frames = framesByRows[rows];
        if (frames == null) {
            frames = bind(rows);
            framesByRows[rows] = frames;
        }
        return frames;
    }

    private Frames bind(int rows) {
        List<Layer> layers = network.layers();
        Frame[] frames = new Frame[layers.size()];
        int view = 0;
        for (int i = 0; i < frames.length; i++) {
            Layer layer = layers.get(i);
            int inputs = network.width(i);
            int outputs = network.width(i + 1);
            int count = layer.parameters(inputs).size();
            List<ParameterView> views = network.parameterViews().subList(view, view + count);
            view += count;
            int index = i;
            frames[i] = new Frame(
                    Matrix.window(activations[i], 0, rows, inputs),
                    Matrix.window(activations[i + 1], 0, rows, outputs),
                    training && i > 0 ? Matrix.window(errors[i], 0, rows, inputs) : Matrix.zeros(0, inputs),
                    training ? Matrix.window(errors[i + 1], 0, rows, outputs) : Matrix.zeros(0, outputs),
                    windows(views, parameters.values()),
                    training ? windows(views, gradients) : Collections.emptyList(),
                    Matrix.window(saved[i], 0, rows, savedColumns(i)),
                    training && i > 0,
                    gemm,
                    () -> RandomStream.key(RandomStream.key(seed, Purpose.DROPOUT, step), Purpose.DROPOUT, index));
        }
        return new Frames(
                Matrix.window(activations[0], 0, rows, network.inputs()),
                Matrix.window(activations[frames.length], 0, rows, network.outputs()),
                frames.length == 0 || !training
                        ? Matrix.zeros(0, network.outputs())
                        : Matrix.window(errors[frames.length], 0, rows, network.outputs()),
                frames);
    }

    /// None for inference, which never goes back.
    private int savedColumns(int layer) {
        return training ? network.layers().get(layer).savedColumns(network.width(layer)) : 0;
    }

    private static List<Matrix> windows(List<ParameterView> views, float[] values) {
        List<Matrix> windows = new ArrayList<>();
        for (ParameterView view : views) {
            windows.add(view.of(values));
        }
        return List.copyOf(windows);
    }

    private record Frames(Matrix input, Matrix output, Matrix outputGradient, Frame[] layers) {}
}
