package dev.lamina.tune;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.tune.Objective.Outcome;
import dev.lamina.tune.Objective.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Successive halving on folds. Trials come in brackets: all of one are judged on one fold, the better half
/// of them on the next ones too, and so on, until few have reached all folds. Each bracket begins with
/// another fold.
///
/// The first trials are the starts of the recipes and configurations by chance. The others are drawn near the
/// good ones of all brackets before, as [ParzenProposals] has it. The first trial always reaches every fold,
/// so that others are compared with it on the same folds, and none is chosen that is worse.
///
/// What is proposed and who goes on depends on the seed and on costs of brackets and folds that are whole,
/// never on the order in which units are done.
///
/// Source: Jamieson, Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization"
/// (AISTATS 2016).
///
/// @param trials how many configurations at most, 1 or more
/// @param folds 1 or more
public record HalvingSearch(Space space, int trials, int folds, long seed) {

    private static final int FIRST_BRACKET = 12;
    private static final int BRACKET = 4;

    public HalvingSearch {
        if (trials < 1) {
            throw new IllegalArgumentException("trials is " + trials + ", expected 1 or more");
        }
        if (folds < 1) {
            throw new IllegalArgumentException("folds is " + folds + ", expected 1 or more");
        }
    }

    /// Searches until all trials are done, or the objective leaves units undone.
    ///
    /// @param done told of each trial once it goes no further
    /// @return those that reached a fold, by number
    public List<Trial> run(Objective objective, Consumer<Trial> done) {
        List<Trial> trials = new ArrayList<>();
        for (int bracket = 0; trials.size() < this.trials; bracket++) {
            List<Trial> proposed = propose(trials);
            Bracket run = new Bracket(proposed, bracket % folds, objective, done);
            boolean whole = run.halve();
            trials.addAll(run.reached());
            if (!whole) {
                break;
            }
        }
        return List.copyOf(trials);
    }

    /// The best of those trials that reached the most folds.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Trial best(List<Trial> trials) {
        return trials.stream()
                .min(Comparator.comparing(Trial::failed)
                        .thenComparingInt(trial -> -trial.outcomes().size())
                        .thenComparingDouble(Trial::cost)
                        .thenComparingInt(Trial::number))
                .orElseThrow(() -> new IllegalArgumentException("no trial reached a fold"));
    }

    /// By how much a trial costs less or more than the first one on the folds that it reached.
    static double lead(Trial trial, Trial first) {
        Set<Integer> folds = trial.reached();
        double other = first.cost(folds::contains);
        return trial.cost() - (Double.isFinite(other) ? other : 0);
    }

    private List<Trial> propose(List<Trial> known) {
        ParzenProposals proposals = new ParzenProposals(space);
        int size = Math.min(known.isEmpty() ? FIRST_BRACKET : BRACKET, trials - known.size());
        List<Configuration> ranked = known.stream()
                .sorted(Comparator.comparingDouble(trial -> lead(trial, known.getFirst())))
                .map(Trial::configuration)
                .toList();
        List<Configuration> proposed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            RandomStream random = RandomStream.of(seed, Purpose.SEARCH, known.size() + i);
            proposed.add(
                    !known.isEmpty()
                            ? proposals.next(ranked, proposed, random)
                            : i < space.branches().size()
                                    ? space.branches().get(i).start()
                                    : proposals.any(random));
        }
        return IntStream.range(0, size)
                .mapToObj(i -> new Trial(known.size() + i + 1, proposed.get(i), List.of(), folds))
                .toList();
    }

    /// Some trials that are halved together.
    private static final class Bracket {

        private final List<Trial> trials;
        private final int folds;
        private final int firstFold;
        private final Objective objective;
        private final Consumer<Trial> done;

        Bracket(List<Trial> trials, int firstFold, Objective objective, Consumer<Trial> done) {
            this.trials = new ArrayList<>(trials);
            this.folds = trials.getFirst().folds();
            this.firstFold = firstFold;
            this.objective = objective;
            this.done = done;
        }

        /// The trials that reached a fold.
        List<Trial> reached() {
            return trials.stream().filter(trial -> !trial.outcomes().isEmpty()).toList();
        }

        /// Whether everything was done.
        boolean halve() {
            List<Integer> contenders =
                    new ArrayList<>(IntStream.range(0, trials.size()).boxed().toList());
            int reached = 0;
            for (int rung : rungs(folds)) {
                List<Unit> units = new ArrayList<>();
                for (int i : contenders) {
                    boolean first = trials.get(i).number() == 1;
                    for (int fold = reached; fold < (first ? folds : rung); fold++) {
                        units.add(unit(trials.get(i), (firstFold + fold) % folds));
                    }
                }
                if (units.isEmpty()) {
                    return true;
                }
                if (!evaluate(units)) {
                    return false;
                }
                if (reached == 0 && contenders.removeIf(i -> trials.get(i).number() == 1)) {
                    done.accept(trials.getFirst());
                }
                contenders.sort(Comparator.comparingDouble(i -> trials.get(i).cost()));
                int kept = rung == folds ? 0 : Math.ceilDiv(contenders.size(), 2);
                List<Integer> leaving = contenders.subList(kept, contenders.size());
                leaving.stream().sorted().forEach(i -> done.accept(trials.get(i)));
                leaving.clear();
                reached = rung;
            }
            return true;
        }

        private static Unit unit(Trial trial, int fold) {
            return new Unit(trial.number(), trial.configuration(), fold);
        }

        /// Whether all of them were done.
        private boolean evaluate(List<Unit> units) {
            Map<Integer, List<Outcome>> outcomes = new HashMap<>();
            objective.evaluate(
                    units,
                    outcome -> outcomes.computeIfAbsent(outcome.unit().trial(), number -> new ArrayList<>())
                            .add(outcome));
            trials.replaceAll(trial -> trial.with(outcomes.getOrDefault(trial.number(), List.of())));
            return outcomes.values().stream().mapToInt(List::size).sum() == units.size();
        }
    }

    /// How many folds those have reached that are left: all of them at last, half of them before, and so on
    /// down to one.
    static List<Integer> rungs(int folds) {
        List<Integer> rungs = new ArrayList<>(List.of(folds));
        while (rungs.getFirst() > 1) {
            rungs.addFirst(Math.ceilDiv(rungs.getFirst(), 2));
        }
        return rungs;
    }
}
