package dev.lamina.core.layer;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;

/// What one layer works on in one pass: its windows for a batch of n rows, bound once and reused for every such
/// batch. A layer made of layers has their frames in [#part]. One thread.
public final class Frame {

    private final Layer layer;
    private final Matrix x;
    private final Matrix y;
    private final Matrix dx;
    private final Matrix dy;
    private final List<Matrix> parameters;
    private final List<Matrix> gradients;
    private final Randomness randomness;
    private final Gemm gemm;
    private final List<Matrix> saved;
    private final double[] sums;
    private final List<Frame> parts;

    /// Where a layer's random numbers come from in the current step.
    @FunctionalInterface
    public interface Randomness {

        /// The key of the numbers.
        long key();

        /// What every probability of dropout is multiplied by, in [0, 1].
        default float dropoutFactor() {
            return 1;
        }

        /// That of the part i of this layer.
        default Randomness part(int i) {
            Randomness whole = this;
            return new Randomness() {
                @Override
                public long key() {
                    return RandomStream.key(whole.key(), Purpose.DROPOUT, i);
                }

                @Override
                public float dropoutFactor() {
                    return whole.dropoutFactor();
                }
            };
        }
    }

    /// Binds a layer, and the layers it is made of.
    ///
    /// @param x input, n × in
    /// @param y output, n × out
    /// @param dx receives ∂C/∂x, n × in; without rows where the input is data, as for the first layer
    /// @param dy ∂C/∂y, n × out; without rows in a pass for inference
    /// @param parameters the layer's matrices, in the order of [Layer#parameters]
    /// @param gradients ∂C/∂parameter, same order and shapes; empty in a pass for inference
    /// @param randomness where dropout and its kin take their numbers from
    /// @param buffers where the rest comes from
    public Frame(
            Layer layer,
            Matrix x,
            Matrix y,
            Matrix dx,
            Matrix dy,
            List<Matrix> parameters,
            List<Matrix> gradients,
            Randomness randomness,
            Buffers buffers) {
        this.layer = layer;
        this.x = x;
        this.y = y;
        this.dx = dx;
        this.dy = dy;
        this.parameters = List.copyOf(parameters);
        this.gradients = List.copyOf(gradients);
        this.randomness = randomness;
        this.gemm = buffers.gemm();
        this.saved = List.copyOf(layer.saved(x.columns(), buffers));
        this.sums = buffers.sums(layer.sums(x.columns()));
        this.parts = List.copyOf(layer.frames(this, buffers));
    }

    /// The frame of a layer that this one's layer is made of.
    ///
    /// @param index its number among the parts
    public Frame inner(Part part, int index, Matrix x, Matrix y, Matrix dx, Matrix dy, Buffers buffers) {
        return new Frame(
                part.layer(),
                x,
                y,
                dx,
                dy,
                part.of(parameters),
                gradients.isEmpty() ? List.of() : part.of(gradients),
                randomness.part(index),
                buffers);
    }

    /// Runs the layer's forward step.
    public void forward() {
        layer.forward(this);
    }

    /// Runs the layer's backward step.
    public void backward() {
        layer.backward(this);
    }

    public int rows() {
        return x.rows();
    }

    /// The input, n × in.
    public Matrix x() {
        return x;
    }

    /// The output, n × out.
    public Matrix y() {
        return y;
    }

    /// Receives ∂C/∂x, n × in, if [#wantsInputGradient].
    public Matrix dx() {
        return dx;
    }

    /// ∂C/∂y, n × out; working space of the layer's backward step.
    public Matrix dy() {
        return dy;
    }

    public List<Matrix> parameters() {
        return parameters;
    }

    public Matrix parameter(int i) {
        return parameters.get(i);
    }

    /// ∂C/∂parameter of every parameter; the backward step sets them. Empty in a pass for inference.
    public List<Matrix> gradients() {
        return gradients;
    }

    public Matrix gradient(int i) {
        return gradients.get(i);
    }

    /// The buffer i of [Layer#saved]; without columns in a pass for inference.
    public Matrix saved(int i) {
        return saved.get(i);
    }

    /// Working space of [Layer#sums] numbers or more, with anything in it; the next step of any layer overwrites it.
    public double[] sums() {
        return sums;
    }

    /// False where the input is data, as for the first layer: then [#dx] is not there.
    public boolean wantsInputGradient() {
        return dx.rows() > 0;
    }

    /// Computes the pass's products.
    public Gemm gemm() {
        return gemm;
    }

    /// Where dropout and its kin take their numbers from.
    public Randomness randomness() {
        return randomness;
    }

    /// The frame i of [Layer#frames].
    public Frame part(int i) {
        return parts.get(i);
    }
}
