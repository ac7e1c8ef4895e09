package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
            Objects.requireNonNull(activation, "activation");
            if (columns < 1) {
                throw new IllegalArgumentException(
                        activation.name() + " has " + columns + " columns, expected 1 or more");
            }
        }
    }

    public ColumnGroups {
        groups = List.copyOf(groups);
    }

    /// The activation that these groups are together, in the shortest form: neighbours with the same [Elementwise] are
    /// one group, and a single group is its activation.
    ///
    /// @param groups 1 or more, from the first column to the last
    public static Activation sideBySide(List<Group> groups) {
        List<Group> merged = new ArrayList<>();
        for (Group group : groups) {
            for (Group each : of(group.activation, group.columns)) {
                Group before = merged.isEmpty() ? null : merged.getLast();
                if (before != null
                        && each.activation instanceof Elementwise
                        && each.activation.equals(before.activation)) {
                    merged.set(merged.size() - 1, new Group(each.activation, before.columns + each.columns));
                } else {
                    merged.add(each);
                }
            }
        }
        return merged.size() == 1 ? merged.getFirst().activation : new ColumnGroups(merged);
    }

    /// What an activation of so many columns is on some of them, in the form of [#sideBySide], or nothing where a
    /// softmax reaches beyond them.
    ///
    /// @param columns that f has
    /// @param from the first of those asked for
    /// @param to one more than the last
    public static Optional<Activation> part(Activation f, int columns, int from, int to) {
        List<Group> within = new ArrayList<>();
        int first = 0;
        for (Group group : of(f, columns)) {
            int end = first + group.columns;
            int shared = Math.min(end, to) - Math.max(first, from);
            if (shared > 0) {
                if (shared < group.columns && !(group.activation instanceof Elementwise)) {
                    return Optional.empty();
                }
                within.add(new Group(group.activation, shared));
            }
            first = end;
        }
        return Optional.of(sideBySide(within));
    }

    private static List<Group> of(Activation f, int columns) {
        return f instanceof ColumnGroups(List<Group> groups)
                ? groups.stream()
                        .flatMap(group -> of(group.activation, group.columns).stream())
                        .toList()
                : List.of(new Group(f, columns));
    }

    /// Such as `sigmoid (1), softmax (3)`.
    @Override
    public String name() {
        return groups.stream()
                .map(group -> group.activation.name() + " (" + group.columns + ")")
                .collect(Collectors.joining(", "));
    }

    /// Any number: that of a single column is not said.
    @Override
    public Range range() {
        return Range.all();
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

    /// Of each group.
    @Override
    public void check() {
        groups.forEach(group -> group.activation.check());
    }

    private void checkColumns(Matrix z) {
        int columns = groups.stream().mapToInt(Group::columns).sum();
        if (z.columns() != columns) {
            throw new IllegalArgumentException(name() + " expects " + columns + " columns, got a " + z);
        }
    }
}
