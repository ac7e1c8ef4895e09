package dev.lamina.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingSearchTest {

    private static List<Trial> search(int trials, int folds, long seed) {
        return new HalvingSearch(Bowl.SPACE, trials, folds, seed).run(new Bowl(), trial -> {});
    }

    @Test
    void aBracketIsHalvedUntilFewReachAllFolds() {
        assertThat(HalvingSearch.rungs(1)).containsExactly(1);
        assertThat(HalvingSearch.rungs(4)).containsExactly(1, 2, 4);
        assertThat(HalvingSearch.rungs(6)).containsExactly(1, 2, 3, 6);

        List<Trial> trials = search(16, 4, 0);

        assertThat(trials.getFirst().complete()).isTrue();
        assertThat(reached(trials.subList(1, 12))).containsExactlyInAnyOrder(1, 1, 1, 1, 1, 2, 2, 2, 4, 4, 4);
        assertThat(reached(trials.subList(12, 16))).containsExactlyInAnyOrder(1, 1, 2, 4);
        assertThat(trials.subList(12, 16)).allMatch(trial -> trial.reached().contains(1));
    }

    private static List<Integer> reached(List<Trial> trials) {
        return trials.stream().map(trial -> trial.outcomes().size()).toList();
    }

    @Test
    void itBeginsWithTheDefaultsAndIsNeverWorse() {
        for (int seed = 0; seed < 20; seed++) {
            List<Trial> trials = search(1 + seed, 3, seed);
            assertThat(trials).hasSize(1 + seed);
            assertThat(trials.getFirst().configuration()).isEqualTo(Bowl.GOOD.start());
            if (seed > 0) {
                assertThat(trials.get(1).configuration()).isEqualTo(Bowl.BAD.start());
            }
            Trial best = HalvingSearch.best(trials);
            assertThat(best.complete()).isTrue();
            assertThat(best.cost()).isLessThanOrEqualTo(trials.getFirst().cost());
        }
    }

    @Test
    void itComesNearerThanChanceWithTheSameWork() {
        int better = 0;
        for (int seed = 0; seed < 10; seed++) {
            List<Trial> trials = search(40, 4, seed);
            int work =
                    trials.stream().mapToInt(trial -> trial.outcomes().size()).sum();
            RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
            ParzenProposals chance = new ParzenProposals(Bowl.SPACE);
            double byChance = IntStream.range(0, work / 4)
                    .mapToObj(i -> chance.any(random))
                    .mapToDouble(HalvingSearchTest::mean)
                    .min()
                    .orElseThrow();
            better += mean(HalvingSearch.best(trials).configuration()) < byChance ? 1 : 0;
        }
        assertThat(better).isGreaterThanOrEqualTo(8);
    }

    private static double mean(Configuration configuration) {
        return IntStream.range(0, 4)
                .mapToDouble(fold -> Bowl.cost(configuration, fold))
                .average()
                .orElseThrow();
    }

    @Test
    void theOrderInWhichUnitsAreDoneChangesNothing() {
        Objective inOrder = (units, done) -> units.forEach(unit -> done.accept(
                new Objective.Outcome(unit, List.of(9.0, Bowl.cost(unit.configuration(), unit.fold())), 0.5)));

        assertThat(new HalvingSearch(Bowl.SPACE, 24, 4, 7).run(inOrder, trial -> {}))
                .isEqualTo(search(24, 4, 7));
        assertThat(search(24, 4, 8)).isNotEqualTo(search(24, 4, 7));
    }

    @Test
    void everyTrialIsToldOfOnce() {
        List<Integer> told = new ArrayList<>();
        List<Trial> trials = new HalvingSearch(Bowl.SPACE, 17, 4, 0).run(new Bowl(), trial -> told.add(trial.number()));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        trials.stream().map(Trial::number).toList());
    }

    @Test
    void whatIsUndoneEndsItWithWhatIsThere() {
        for (int units = 0; units < 60; units++) {
            Bowl bowl = new Bowl();
            bowl.left = units;
            List<Trial> trials = new HalvingSearch(Bowl.SPACE, 16, 4, 0).run(bowl, trial -> {});
            assertThat(trials.stream()
                            .mapToInt(trial -> trial.outcomes().size())
                            .sum())
                    .isEqualTo(Math.min(units, bowl.units.size()));
        }
        assertThatThrownBy(() -> HalvingSearch.best(List.of())).hasMessage("no trial reached a fold");
    }

    @Test
    void aTrialThatFailedIsNotTheBest() {
        Objective failing = (units, done) -> units.forEach(unit -> done.accept(new Objective.Outcome(
                unit, unit.trial() % 3 == 1 ? List.of() : List.of(Bowl.cost(unit.configuration(), unit.fold())), 0)));
        List<Trial> trials = new HalvingSearch(Bowl.SPACE, 20, 4, 0).run(failing, trial -> {});
        assertThat(trials.getFirst().failed()).isTrue();
        assertThat(trials.getFirst().cost()).isInfinite();
        assertThat(HalvingSearch.best(trials).failed()).isFalse();
    }

    @Test
    void countsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new HalvingSearch(Bowl.SPACE, 0, 4, 0)).hasMessage("trials is 0, expected 1 or more");
        assertThatThrownBy(() -> new HalvingSearch(Bowl.SPACE, 1, 0, 0)).hasMessage("folds is 0, expected 1 or more");
    }
}
