package dev.lamina.tune;

import java.util.List;
import java.util.function.Consumer;

/// What a search makes small. The cost of a unit depends on its configuration and fold alone.
@FunctionalInterface
public interface Objective {

    /// A piece of work: what a configuration costs on a fold.
    ///
    /// @param trial the number of the trial that it is of, from 1
    /// @param fold from 0
    record Unit(int trial, Configuration configuration, int fold) {}

    /// A unit that is done.
    ///
    /// @param costs at each point at which the work may end, finite, lower is better, as many for every fold; empty
    ///     if the work failed
    /// @param seconds how long it took
    record Outcome(Unit unit, List<Double> costs, double seconds) {

        public Outcome {
            costs = List.copyOf(costs);
        }
    }

    /// Does the units, in any order, also side by side. A unit that is not told of was not done: the search
    /// then ends.
    ///
    /// @param done told of each unit when it is done, never by two threads at once
    void evaluate(List<Unit> units, Consumer<Outcome> done);
}
