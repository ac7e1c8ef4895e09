package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.ColumnGroups.Group;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One layer with one set of parameters for all members of an ensemble, each of which has its columns of x and of
/// y: a row of x (n × k·d) is k rows of the layer's x (n·k × d). In memory both are the same, so that the
/// shared weights are multiplied once, with all rows of all members.
///
/// Where the layer takes means over rows, as batch normalisation does, they are over the members too.
///
/// @param members k, 1 or more
/// @param layer what each member's columns go through
public record Members(int members, Layer layer) implements Layer {

    public Members {
        Objects.requireNonNull(layer, "layer");
        checkCount(members);
    }

    static void checkCount(int members) {
        if (members < 1) {
            throw new IllegalArgumentException("an ensemble needs 1 or more members, got " + members);
        }
    }

    /// How many columns each member has.
    static int width(Layer layer, int members, int inputs) {
        if (inputs % members != 0) {
            throw new IllegalArgumentException(layer + " shares " + inputs + " columns out among " + members
                    + " members, expected a multiple of " + members);
        }
        return inputs / members;
    }

    @Override
    public int outputs(int inputs) {
        long outputs = (long) members * layer.outputs(width(this, members, inputs));
        if (outputs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    this + " makes " + outputs + " columns of " + inputs + ", more than a matrix can have");
        }
        return (int) outputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return layer.parameters(width(this, members, inputs));
    }

    @Override
    public List<Part> parts(int inputs) {
        return List.of(Part.first(layer, width(this, members, inputs)));
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        Part part = parts(whole.x().columns()).getFirst();
        Matrix x = gapless(whole.x(), buffers);
        Matrix y = gapless(whole.y(), buffers);
        Matrix dx = gapless(whole.dx(), buffers);
        Matrix dy = gapless(whole.dy(), buffers);
        return List.of(buffers.repeated(
                members, () -> whole.inner(part, 0, byMember(x), byMember(y), byMember(dx), byMember(dy), buffers)));
    }

    /// The matrix itself if its rows follow each other, else a buffer for its values. One row counts as any other
    /// number of rows, which must ask for the same buffers.
    private static Matrix gapless(Matrix matrix, Buffers buffers) {
        return matrix.rows() > 0 && hasGaps(matrix) ? buffers.outputs(matrix.columns()) : matrix;
    }

    /// A window with a row for each member.
    private Matrix byMember(Matrix rows) {
        return Matrix.window(rows.data(), rows.offset(), rows.rows() * members, rows.columns() / members);
    }

    @Override
    public void forward(Frame f) {
        copyIn(f.x(), f.part(0).x());
        f.part(0).forward();
        copyOut(f.part(0).y(), f.y());
    }

    @Override
    public void backward(Frame f) {
        copyIn(f.dy(), f.part(0).dy());
        f.part(0).backward();
        copyOut(f.part(0).dx(), f.dx());
    }

    private static void copyIn(Matrix rows, Matrix members) {
        for (int i = 0; hasGaps(rows) && i < rows.rows(); i++) {
            int to = members.offset() + i * rows.columns();
            System.arraycopy(rows.data(), rows.rowOffset(i), members.data(), to, rows.columns());
        }
    }

    private static void copyOut(Matrix members, Matrix rows) {
        for (int i = 0; hasGaps(rows) && i < rows.rows(); i++) {
            int from = members.offset() + i * rows.columns();
            System.arraycopy(members.data(), from, rows.data(), rows.rowOffset(i), rows.columns());
        }
    }

    private static boolean hasGaps(Matrix rows) {
        return rows.stride() != rows.columns();
    }

    /// That of the layer on the columns of each member.
    @Override
    public Activation ending(int inputs) {
        int width = width(this, members, inputs);
        Group group = new Group(layer.ending(width), layer.outputs(width));
        return ColumnGroups.sideBySide(Collections.nCopies(members, group));
    }

    @Override
    public Members withEnding(Activation other, int inputs) {
        int width = width(this, members, inputs);
        return new Members(members, layer.withEnding(partOf(other, layer.outputs(width)), width));
    }

    /// What an activation is on the columns of every member.
    private Activation partOf(Activation f, int width) {
        Optional<Activation> first = ColumnGroups.part(f, members * width, 0, width);
        for (int member = 1; member < members; member++) {
            if (!first.equals(ColumnGroups.part(f, members * width, member * width, (member + 1) * width))) {
                first = Optional.empty();
            }
        }
        return first.orElseThrow(() ->
                new IllegalArgumentException("the members of " + this + " cannot all end with a part of " + f.name()));
    }

    @Override
    public Optional<Layer> forInference() {
        return layer.forInference().map(predicting -> new Members(members, predicting));
    }

    @Override
    public String toString() {
        return "each of " + members + " members: " + layer;
    }
}
