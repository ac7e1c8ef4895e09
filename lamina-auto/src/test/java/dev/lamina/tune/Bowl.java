package dev.lamina.tune;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.tune.Objective.Unit;
import dev.lamina.tune.Space.Branch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// An objective in no time: the distance from the best settings of the better one of two recipes, and a
/// little chance of each fold.
final class Bowl implements Objective {

    static final Branch GOOD = branch(
            "good",
            new Dimension.Real("rate", 1e-4, 1, true),
            new Dimension.Whole("width", 64, 512, 64),
            new Dimension.Choice("kind", List.of("a", "b", "c")));
    static final Branch BAD = branch("bad", new Dimension.Real("rate", 0, 1, false));
    static final Space SPACE = new Space(List.of(GOOD, BAD));

    /// The units that were asked for, in their order.
    final List<Unit> units = new ArrayList<>();

    /// After so many units nothing is done any more.
    int left = Integer.MAX_VALUE;

    private static Branch branch(String recipe, Dimension... dimensions) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            values.put(dimension.name(), dimension.at(0.9));
        }
        return new Branch(new Configuration(recipe, values), List.of(dimensions));
    }

    static double cost(Configuration configuration, int fold) {
        Branch branch = SPACE.branch(configuration.recipe());
        double[] places = branch.places(configuration);
        double chance = 0.02
                * RandomStream.of(configuration.hashCode(), Purpose.CHECK, fold).nextDouble();
        return configuration.recipe().equals("bad")
                ? 2 + places[0] + chance
                : Math.abs(places[0] - 0.3)
                        + 0.3 * Math.abs(places[1] - 0.4)
                        + ("b".equals(configuration.values().get("kind")) ? 0 : 0.3)
                        + chance;
    }

    @Override
    public void evaluate(List<Unit> asked, Consumer<Outcome> done) {
        for (Unit unit : asked.reversed()) {
            if (left-- > 0) {
                units.add(unit);
                done.accept(new Outcome(unit, List.of(9.0, cost(unit.configuration(), unit.fold())), 0.5));
            }
        }
    }
}
