package dev.lamina.core.layer;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/// A [Dense] layer without activation for each member of an ensemble, with weights and biases of its own: yᵢ =
/// xᵢ·Wᵢ + bᵢ for the columns of member i, n × k·d becomes n × k·outputs. The heads of an ensemble.
///
/// Parameters: `weight` (k·d × outputs), the members' weights below each other, and `bias` (1 × k·outputs).
/// Both start by U(−1/√d, 1/√d).
///
/// @param members k, 1 or more
/// @param outputs of each member, 1 or more
public record MemberDense(int members, int outputs) implements Layer {

    public MemberDense {
        Members.checkCount(members);
        if (outputs < 1) {
            throw new IllegalArgumentException("a dense layer needs 1 or more outputs, got " + outputs);
        }
    }

    @Override
    public int outputs(int inputs) {
        Members.width(this, members, inputs);
        long all = (long) members * outputs;
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    this + " makes " + all + " columns of " + inputs + ", more than a matrix can have");
        }
        return (int) all;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        int width = Members.width(this, members, inputs);
        Initializer start = new Initializer.Uniform(1 / Math.sqrt(width));
        return List.of(
                ParameterSpec.weight(inputs, outputs, start), ParameterSpec.bias("bias", outputs(inputs), start));
    }

    /// A dense layer on the windows of each member.
    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        Layer head = new Dense(outputs, new Identity());
        int width = Members.width(this, members, whole.x().columns());
        List<Frame> frames = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            int in = member * width;
            int out = member * outputs;
            frames.add(new Frame(
                    head,
                    whole.x().columns(in, in + width),
                    whole.y().columns(out, out + outputs),
                    whole.dx().columns(in, in + width),
                    whole.dy().columns(out, out + outputs),
                    own(whole.parameters(), in, width, out),
                    own(whole.gradients(), in, width, out),
                    whole.randomness(),
                    buffers));
        }
        return frames;
    }

    /// A member's share of weight and bias, or of nothing.
    private List<Matrix> own(List<Matrix> all, int in, int width, int out) {
        return all.isEmpty()
                ? List.of()
                : List.of(all.get(0).rows(in, in + width), all.get(1).columns(out, out + outputs));
    }

    @Override
    public void forward(Frame f) {
        for (int member = 0; member < members; member++) {
            f.part(member).forward();
        }
    }

    @Override
    public void backward(Frame f) {
        for (int member = 0; member < members; member++) {
            f.part(member).backward();
        }
    }

    @Override
    public String toString() {
        return "dense " + outputs + " of each of " + members + " members";
    }
}
