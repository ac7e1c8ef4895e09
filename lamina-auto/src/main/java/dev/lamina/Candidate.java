package dev.lamina;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an [Assembly] gives a weight: the networks of one recipe, all at the end of the same number.
///
/// @param networks of every fold and repeat
/// @param heldOut what they predict for rows they were not trained on
record Candidate(List<TrainedMember> networks, int end, HeldOut heldOut) {

    /// Those of one recipe, one for each end of its networks.
    ///
    /// @param rows of the whole training
    static Stream<Candidate> of(List<TrainedMember> networks, int rows) {
        int ends =
                networks.stream().mapToInt(member -> member.ends().size()).max().orElseThrow();
        return IntStream.range(0, ends).mapToObj(end -> new Candidate(networks, end, HeldOut.of(rows, networks, end)));
    }

    /// How many networks there are for each fold.
    static int repeats(List<TrainedMember> networks) {
        return 1
                + networks.stream()
                        .mapToInt(member -> member.plan().repeat())
                        .max()
                        .orElseThrow();
    }

    /// What the networks of one repeat predict.
    HeldOut heldOut(int repeat) {
        return HeldOut.of(heldOut.all(), networks(repeat), end);
    }

    /// Whether every row has a network of that repeat, which is not so where training ended early.
    boolean covers(int[] rows, int repeat) {
        BitSet covered = new BitSet();
        networks(repeat).stream()
                .flatMapToInt(member -> IntStream.of(member.plan().split().validation()))
                .forEach(covered::set);
        return IntStream.of(rows).allMatch(covered::get);
    }

    /// The networks for a model with room.
    List<TrainedMember> kept() {
        return kept(networks);
    }

    /// The networks for a model with little room, those of one repeat: another one for each end, unless training ended
    /// early and others have more.
    List<TrainedMember> fewest() {
        return kept(IntStream.range(end, end + repeats(networks))
                .mapToObj(this::networks)
                .max(Comparator.comparingInt(List::size))
                .orElseThrow());
    }

    /// Those of one repeat; a recipe with fewer repeats than others has them again.
    private List<TrainedMember> networks(int repeat) {
        int wanted = repeat % repeats(networks);
        return networks.stream()
                .filter(member -> member.plan().repeat() == wanted)
                .toList();
    }

    /// Those that are for the model, or all where training ended before there was one.
    private static List<TrainedMember> kept(List<TrainedMember> networks) {
        List<TrainedMember> kept =
                networks.stream().filter(member -> member.plan().kept()).toList();
        return kept.isEmpty() ? networks : kept;
    }
}
