package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Collectors;

/// Activations side by side, each on columns of its own: the predictions of a network with several heads.
///
/// @param groups from the first column to the last
public record ColumnGroups(List<Group> groups) implements Activation {

    /// Consecutive columns with one activation.
    ///
    /// @param columns 1 or more
    public record Group(Activation activation, int columns) {

        public Group {
            if (columns < 1) {
                throw new IllegalArgumentException(
                        activation.name() + " has " + columns + " columns, expected 1 or more");
            }
        }
    }

    public ColumnGroups {
        groups = List.copyOf(groups);
    }

    /// Such as `sigmoid (1), softmax (3)`.
    @Override
    public String name() {
        return groups.stream()
                .map(group -> group.activation.name() + " (" + group.columns + ")")
                .collect(Collectors.joining(", "));
    }

    /// True: what is kept is the slope of a group that saves it, and the output of any other.
    @Override
    public boolean savesSlope() {
        return true;
    }

    @Override
    public void forward(Matrix z) {
        checkColumns(z);
        int from = 0;
        for (Group group : groups) {
            int to = from + group.columns;
            group.activation.forward(z.columns(from, to));
            from = to;
        }
    }

    @Override
    public void forward(Matrix z, Matrix kept) {
        checkColumns(z);
        int from = 0;
        for (Group group : groups) {
            int to = from + group.columns;
            Matrix columns = z.columns(from, to);
            if (group.activation.savesSlope()) {
                group.activation.forward(columns, kept.columns(from, to));
            } else {
                group.activation.forward(columns);
                kept.columns(from, to).copyFrom(columns);
            }
            from = to;
        }
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        checkColumns(kept);
        int from = 0;
        for (Group group : groups) {
            int to = from + group.columns;
            group.activation.backward(kept.columns(from, to), gradient.columns(from, to));
            from = to;
        }
    }

    private void checkColumns(Matrix z) {
        int columns = groups.stream().mapToInt(Group::columns).sum();
        if (z.columns() != columns) {
            throw new IllegalArgumentException(name() + " expects " + columns + " columns, got a " + z);
        }
    }
}
