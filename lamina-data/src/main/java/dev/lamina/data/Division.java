package dev.lamina.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The splits that a [Resampling] gives.
///
/// @param splits one or more, each with rows on both sides
/// @param warnings what a user should know about them, a line each
public record Division(List<Split> splits, List<String> warnings) {

    public Division {
        splits = List.copyOf(splits);
        warnings = List.copyOf(warnings);
    }

    static Division of(Split split) {
        return new Division(List.of(split), List.of());
    }

    /// The splits without the validation rows of classes that no training row has, and without the splits that
    /// lose all their validation rows by it.
    ///
    /// @throws DataException if no split is left
    static Division withKnownClasses(Examples examples, List<Split> splits, List<String> warnings) {
        if (examples.task() != Task.CLASSIFICATION) {
            return new Division(splits, warnings);
        }
        Column.Categories labels = examples.labels();
        BitSet strange = new BitSet();
        List<Split> left = new ArrayList<>();
        for (Split split : splits) {
            BitSet trained = new BitSet();
            Arrays.stream(split.training()).forEach(row -> trained.set(labels.codes()[row]));
            int[] known = Arrays.stream(split.validation())
                    .filter(row -> trained.get(labels.codes()[row]))
                    .toArray();
            Arrays.stream(split.validation())
                    .map(row -> labels.codes()[row])
                    .filter(code -> !trained.get(code))
                    .forEach(strange::set);
            if (known.length > 0) {
                left.add(new Split(split.training(), known));
            }
        }
        if (strange.isEmpty()) {
            return new Division(splits, warnings);
        }
        List<String> classes = strange.stream().mapToObj(labels.words()::get).toList();
        if (left.isEmpty()) {
            throw new DataException(examples.table().origin().source() + ": no training row has a class of "
                    + NameText.quote(examples.target()) + " that a validation row has, such as "
                    + NameText.quote(classes.getFirst()) + "; divide the rows in another way");
        }
        List<String> all = new ArrayList<>(warnings);
        all.add("rows of the "
                + (classes.size() == 1
                        ? "class " + NameText.quote(classes.getFirst())
                        : classes.size() + " classes " + NameText.list(classes))
                + " were left out of validation where no training row has "
                + (classes.size() == 1 ? "it" : "them"));
        return new Division(left, all);
    }
}
