package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.ColumnGroups.Group;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Branches side by side: each takes x, or columns of it, and their outputs stand beside each other in y. As the last
/// layer its branches are the heads of the network.
///
/// Backward: each branch gets its columns of ∂C/∂y, and what they pass back to the same columns of x is added up in
/// the order of the branches. Its parameters are those of its branches, named by their number: `0.weight`, `1.weight` …
///
/// @param branches 1 or more, that take every column of x between them
public record Parallel(List<Branch> branches) implements Layer {

    /// One branch.
    ///
    /// @param columns of x that it takes; null for all
    public record Branch(Layer layer, @Nullable Columns columns) {

        public Branch {
            Objects.requireNonNull(layer, "layer");
        }

        int inputs(int all) {
            return columns == null ? all : columns.to - columns.from;
        }

        Matrix window(Matrix x) {
            return columns == null ? x : x.columns(columns.from, columns.to);
        }

        private Branch with(Layer other) {
            return new Branch(other, columns);
        }

        @Override
        public String toString() {
            return columns == null ? layer.toString() : columns + ": " + layer;
        }
    }

    /// Columns of x.
    ///
    /// @param from the first, 0 or more
    /// @param to one more than the last
    public record Columns(int from, int to) {

        public Columns {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("columns " + from + " to " + to + ": expected 0 ≤ from < to");
            }
        }

        @Override
        public String toString() {
            return to - from == 1 ? "column " + from : "columns " + from + "–" + (to - 1);
        }
    }

    public Parallel {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a parallel layer needs 1 or more branches");
        }
    }

    /// Branches that all take the whole of x.
    public static Parallel shared(Layer... layers) {
        return new Parallel(
                List.of(layers).stream().map(layer -> new Branch(layer, null)).toList());
    }

    @Override
    public int outputs(int inputs) {
        checkColumns(inputs);
        long outputs = 0;
        for (Branch branch : branches) {
            outputs += branch.layer.outputs(branch.inputs(inputs));
        }
        if (outputs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the branches of a parallel layer make " + outputs + " columns of "
                    + inputs + ", more than a matrix can have");
        }
        return (int) outputs;
    }

    private void checkColumns(int inputs) {
        List<Columns> taken = branches.stream()
                .map(branch -> branch.columns == null ? new Columns(0, inputs) : branch.columns)
                .sorted(Comparator.comparingInt(Columns::from))
                .toList();
        int next = 0;
        for (Columns columns : taken) {
            if (columns.to > inputs) {
                throw new IllegalArgumentException(
                        "a parallel branch takes " + columns + ", there are 0–" + (inputs - 1));
            }
            if (columns.from > next) {
                break;
            }
            next = Math.max(next, columns.to);
        }
        if (next < inputs) {
            throw new IllegalArgumentException(
                    "column " + next + " of 0–" + (inputs - 1) + " goes into no branch of a parallel layer");
        }
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            for (ParameterSpec spec : branch.layer.parameters(branch.inputs(inputs))) {
                specs.add(spec.within(Integer.toString(i)));
            }
        }
        return specs;
    }

    @Override
    public List<Part> parts(int inputs) {
        List<Part> parts = new ArrayList<>();
        for (Branch branch : branches) {
            int own = branch.inputs(inputs);
            parts.add(
                    parts.isEmpty()
                            ? Part.first(branch.layer, own)
                            : parts.getLast().next(branch.layer, own));
        }
        return parts;
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        List<Part> parts = parts(whole.x().columns());
        List<Frame> frames = new ArrayList<>();
        int firstOutput = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int end = firstOutput + part.outputs();
            Matrix dx = whole.wantsInputGradient() ? buffers.errors(part.inputs()) : Matrix.zeros(0, part.inputs());
            frames.add(whole.inner(
                    part,
                    i,
                    branches.get(i).window(whole.x()),
                    whole.y().columns(firstOutput, end),
                    dx,
                    whole.dy().columns(firstOutput, end),
                    buffers));
            firstOutput = end;
        }
        return frames;
    }

    @Override
    public void forward(Frame f) {
        for (int i = 0; i < branches.size(); i++) {
            f.part(i).forward();
        }
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            f.dx().fill(0f);
        }
        for (int i = 0; i < branches.size(); i++) {
            f.part(i).backward();
            if (f.wantsInputGradient()) {
                Columns columns = branches.get(i).columns;
                addColumns(f.part(i).dx(), f.dx(), columns == null ? 0 : columns.from);
            }
        }
    }

    /// Adds part to the columns of whole that begin at a column: a window would be a new object in every step.
    private static void addColumns(Matrix part, Matrix whole, int first) {
        for (int i = 0; i < part.rows(); i++) {
            addRow(part.data(), part.rowOffset(i), whole.data(), whole.rowOffset(i) + first, part.columns());
        }
    }

    private static void addRow(float[] row, int from, float[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += row[from + j];
        }
    }

    /// Those of the branches, each on its columns of y.
    @Override
    public Activation ending(int inputs) {
        return ColumnGroups.sideBySide(parts(inputs).stream()
                .map(part -> new Group(part.layer().ending(part.inputs()), part.outputs()))
                .toList());
    }

    @Override
    public Parallel withEnding(Activation other, int inputs) {
        int outputs = outputs(inputs);
        List<Branch> exchanged = new ArrayList<>();
        int from = 0;
        for (Branch branch : branches) {
            int own = branch.inputs(inputs);
            int to = from + branch.layer.outputs(own);
            Activation part = ColumnGroups.part(other, outputs, from, to)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the branches of " + this + " cannot end with " + other.name() + " between them"));
            exchanged.add(branch.with(branch.layer.withEnding(part, own)));
            from = to;
        }
        return new Parallel(exchanged);
    }

    @Override
    public Optional<Layer> forInference() {
        return Optional.of(new Parallel(branches.stream()
                .map(branch -> branch.with(branch.layer.forInference().orElse(Chain.of())))
                .toList()));
    }

    @Override
    public String toString() {
        return branches.stream().map(Branch::toString).collect(Collectors.joining(" | ", "parallel (", ")"));
    }
}
