package dev.lamina.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.tune.Objective.Outcome;
import dev.lamina.tune.Objective.Unit;
import dev.lamina.tune.Space.Branch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingEffectTest {

    private static final Space SPACE = new Space(List.of(new Branch(
            Configuration.parse("r rate=0.5 kind=a"),
            List.of(new Dimension.Real("rate", 0, 1, false), new Dimension.Choice("kind", List.of("a", "b", "c"))))));

    private static Trial trial(int number, String configuration, double cost) {
        Configuration parsed = Configuration.parse(configuration);
        return new Trial(number, parsed, List.of(new Outcome(new Unit(number, parsed, 0), List.of(cost), 1)), 1);
    }

    /// The ranks of a are 1 2 4 6, of b 3 5 7 8, of c 9 to 12: H = 12/(12·13)·(13²/4 + 23²/4 + 42²/4) − 39 =
    /// 8.346.
    @Test
    void theShareIsThatOfKruskalAndWallis() {
        double[] a = {1, 2, 4, 6};
        double[] b = {3, 5, 7, 8};
        double[] c = {9, 10, 11, 12};
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            trials.add(trial(3 * i + 1, "r rate=0.5 kind=a", a[i]));
            trials.add(trial(3 * i + 2, "r rate=0.5 kind=b", b[i] / 100 + 6.2));
            trials.add(trial(3 * i + 3, "r rate=0.5 kind=c", 1000 * c[i]));
        }
        trials.replaceAll(trial -> trial.configuration().toString().endsWith("b")
                ? trial(trial.number(), "r rate=0.5 kind=b", b[trial.number() / 3])
                : trial);

        SettingEffect kind = SettingEffect.of(trials, SPACE, "r").getFirst();

        assertThat(kind.setting()).isEqualTo("kind");
        assertThat(kind.share()).isCloseTo((8.3462 - 2) / 9, within(1e-4));
        assertThat(kind.told()).isTrue();
        assertThat(kind.best()).isEqualTo("a");
        assertThat(kind.trials()).isEqualTo(12);
    }

    @Test
    void aSettingThatNeverChangedTellsNothing() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            trials.add(trial(i, "r rate=" + i / 20.0 + " kind=a", i <= 10 ? i : 2 * i));
        }

        List<SettingEffect> effects = SettingEffect.of(trials, SPACE, "r");

        assertThat(effects).extracting(SettingEffect::setting).containsExactly("rate", "kind");
        assertThat(effects.getFirst().share()).isGreaterThan(0.8);
        assertThat(effects.getFirst().best()).isEqualTo("0.05 to 0.35");
        assertThat(effects.getLast()).isEqualTo(new SettingEffect("kind", 0, 20, false, ""));
    }

    @Test
    void fewTrialsTellNothing() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            trials.add(trial(i, "r rate=" + i / 10.0 + " kind=a", i));
        }
        assertThat(SettingEffect.of(trials, SPACE, "r")).noneMatch(SettingEffect::told);
    }

    @Test
    void whatMattersIsFoundInASearch() {
        List<Trial> trials = new HalvingSearch(Bowl.SPACE, 60, 3, 0).run(new Bowl(), trial -> {});
        List<SettingEffect> effects = SettingEffect.of(trials, Bowl.SPACE, "good");
        assertThat(effects)
                .extracting(SettingEffect::setting)
                .containsExactlyInAnyOrder("recipe", "rate", "width", "kind");
        SettingEffect kind = effects.stream()
                .filter(effect -> effect.setting().equals("kind"))
                .findFirst()
                .orElseThrow();
        assertThat(kind.told()).isTrue();
        assertThat(kind.best()).isEqualTo("b");
    }
}
