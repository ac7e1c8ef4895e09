package dev.lamina.core.network;

import dev.lamina.core.layer.Buffers;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A network bound to parameters and to buffers for batches of up to [#maxRows] rows: fill [#input], call
/// [#forward], and for training fill [#outputGradient] and call [#backward].
///
/// For one thread at a time. Allocates nothing once it has seen a number of rows before. Does not own its
/// [Gemm].
public final class Pass {

    private final Network network;
    private final Parameters parameters;
    private final boolean training;
    private final int maxRows;
    private final Gemm gemm;
    private final Buffers buffers;
    private final float[] gradients;
    private final @Nullable Bound[] boundByRows;
    private @Nullable Bound given;

    /// One for each thread, where threads share the rows of a batch.
    private Gemm[] gemms = {};

    private float[] input = {};
    private long seed;
    private long step;
    private float dropoutFactor = 1;

    /// What seed and step give, for the frames of all numbers of rows.
    private final Frame.Randomness randomness = new Frame.Randomness() {
        @Override
        public long key() {
            return RandomStream.key(seed, Purpose.DROPOUT, step);
        }

        @Override
        public float dropoutFactor() {
            return dropoutFactor;
        }
    };

    /// The layers bound to a batch.
    ///
    /// @param whole all of it
    /// @param shares the same in shares of its rows; null where that does not pay
    private record Bound(Frame whole, @Nullable RowShares shares) {

        Matrix forward() {
            if (shares == null) {
                whole.forward();
            } else {
                shares.forward();
            }
            return whole.y();
        }
    }

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
        this.gemm = Objects.requireNonNull(gemm, "gemm");
        this.training = training;
        this.maxRows = maxRows;
        buffers = new Buffers(maxRows, training, gemm);
        gradients = new float[training ? parameters.size() : 0];
        boundByRows = new Bound[maxRows + 1];
    }

    /// For forward and backward, with the network's training layers.
    ///
    /// @param maxRows 1 or more
    public static Pass forTraining(Network network, Parameters parameters, int maxRows, Gemm gemm) {
        return new Pass(network, parameters, maxRows, gemm, true);
    }

    /// For forward only, through [Network#forInference]. Predicts faster with [Parameters#constant] ones, a single row
    /// or a few above all.
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
        randomness(seed, step, 1);
    }

    /// The same, with probabilities of dropout that are times a factor.
    ///
    /// @param dropoutFactor in [0, 1]
    public void randomness(long seed, long step, float dropoutFactor) {
        if (!(dropoutFactor >= 0 && dropoutFactor <= 1)) {
            throw new IllegalArgumentException("dropout is times " + dropoutFactor + ", expected 0 to 1");
        }
        this.seed = seed;
        this.step = step;
        this.dropoutFactor = dropoutFactor;
    }

    /// The batch x (rows × inputs), to be filled before [#forward].
    ///
    /// @param rows 1 to [#maxRows]
    public Matrix input(int rows) {
        return bound(rows).whole().x();
    }

    /// Computes all layers (F1) for the rows in [#input].
    ///
    /// @return the logits (rows × outputs), a buffer that the next call reuses
    public Matrix forward(int rows) {
        return bound(rows).forward();
    }

    /// The same for rows that stay where they are: nothing is copied.
    ///
    /// Binds the layers to `x` anew where the last call had another object, which allocates.
    ///
    /// @param x 1 to [#maxRows] rows × inputs
    /// @return the logits (rows × outputs), a buffer that the next call reuses
    /// @throws IllegalStateException if the pass is for training, whose backward step reads [#input]
    public Matrix forward(Matrix x) {
        if (training) {
            throw new IllegalStateException(
                    "this pass is for training; fill its input, or make one with Pass.forInference");
        }
        if (x.columns() != network.inputs()) {
            throw new IllegalArgumentException("the network expects " + network.inputs() + " columns, got a " + x);
        }
        if (given == null || given.whole().x() != x) {
            checkRows(x.rows());
            given = bind(x);
        }
        return given.forward();
    }

    /// ∂C/∂y of the last layer (rows × outputs), to be filled before [#backward].
    public Matrix outputGradient(int rows) {
        return bound(rows).whole().dy();
    }

    /// Carries the error back through all layers (F5) and sets [#gradients] (F6, F7).
    ///
    /// @throws IllegalStateException if the pass is for inference
    public void backward(int rows) {
        if (!training) {
            throw new IllegalStateException("this pass is for inference; make one with Pass.forTraining");
        }
        bound(rows).whole().backward();
    }

    /// ∂C/∂parameter after [#backward], in the layout of [Parameters#values]; a buffer of this pass.
    public float[] gradients() {
        return gradients;
    }

    /// The output of layer i after [#forward] (rows × width), for looking inside.
    public Matrix activation(int layer, int rows) {
        return frame(layer, rows).y();
    }

    /// The frame of layer i, whose parts lead further inside.
    public Frame frame(int layer, int rows) {
        return bound(rows).whole().part(layer);
    }

    private void checkRows(int rows) {
        if (rows < 1 || rows > maxRows) {
            throw new IllegalArgumentException("this pass takes 1 to " + maxRows + " rows, got " + rows);
        }
    }

    private Bound bound(int rows) {
        checkRows(rows);
        Bound bound = boundByRows[rows];
        if (bound == null) {
            if (input.length == 0) {
                input = new float[Math.multiplyExact(maxRows, network.inputs())];
            }
            bound = bind(Matrix.window(input, 0, rows, network.inputs()));
            boundByRows[rows] = bound;
        }
        return bound;
    }

    private Bound bind(Matrix x) {
        Frame whole = bind(x, 0, gemm);
        if (training || !RowShares.pays(network, x.rows(), gemm.team())) {
            return new Bound(whole, null);
        }
        if (gemms.length == 0) {
            gemms = new Gemm[gemm.team().threads()];
            Arrays.setAll(gemms, _ -> Gemm.onOneThread());
        }
        return new Bound(
                whole,
                RowShares.of(x.rows(), gemm.team(), gemms, (from, to, own) -> bind(x.rows(from, to), from, own)));
    }

    /// Some rows of a batch.
    private Frame bind(Matrix x, int firstRow, Gemm own) {
        buffers.begin(firstRow, firstRow + x.rows(), own);
        return new Frame(
                new Chain(network.layers()),
                x,
                buffers.outputs(network.outputs()),
                Matrix.zeros(0, network.inputs()),
                buffers.errors(network.outputs()),
                training ? windows(parameters.values()) : parameters.matrices(),
                training ? windows(gradients) : List.of(),
                randomness,
                buffers);
    }

    private List<Matrix> windows(float[] values) {
        return parameters.views().stream().map(view -> view.of(values)).toList();
    }
}
