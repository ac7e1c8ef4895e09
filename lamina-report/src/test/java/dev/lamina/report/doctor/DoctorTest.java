package dev.lamina.report.doctor;

import static dev.lamina.report.doctor.Trainings.A;
import static dev.lamina.report.doctor.Trainings.a;
import static dev.lamina.report.doctor.Trainings.b;
import static dev.lamina.report.doctor.Trainings.classes;
import static dev.lamina.report.doctor.Trainings.network;
import static dev.lamina.report.doctor.Trainings.noise;
import static dev.lamina.report.doctor.Trainings.numbers;
import static dev.lamina.report.doctor.Trainings.sum;
import static dev.lamina.report.doctor.Trainings.sums;
import static dev.lamina.report.doctor.Trainings.train;
import static dev.lamina.report.doctor.Trainings.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NamedSchedule;
import dev.lamina.Preset;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TrainingResult;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.data.Column;
import dev.lamina.data.Leakage;
import dev.lamina.data.Table;
import dev.lamina.explain.Importance;
import dev.lamina.explain.ImportanceSettings;
import dev.lamina.report.Language;
import dev.lamina.report.doctor.Finding.Severity;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");

    @Test
    void soundTrainingsHaveNoFindings() {
        assertThat(Doctor.examine(train(network(), sums()))).isEmpty();
        assertThat(Doctor.examine(train(network(), classes()))).isEmpty();
        TableSettings folds = TableSettings.forTarget("y")
                .with(TableOptions.LAYERS, List.of(16, 16))
                .with(TableOptions.ACTIVATION, new Tanh())
                .with(TableOptions.FOLDS, 3);
        assertThat(Doctor.examine(train(folds, classes()))).isEmpty();
    }

    @Test
    void aPresetIsNotBlamedForItsWaves() {
        TableSettings fast = TableSettings.forTarget("y")
                .with(TableOptions.PRESET, Preset.FAST)
                .with(TableOptions.EPOCHS, 30)
                .validation(0.5);
        assertThat(Doctor.examine(train(fast, classes()))).isEmpty();
    }

    @Test
    void aLearningRateThatIsTooHighIsTold() {
        TableSettings settings = network()
                .with(TableOptions.LEARNING_RATE, 3.0)
                .with(TableOptions.SCHEDULE, NamedSchedule.named("constant"));
        Finding.LearningRateTooHigh finding =
                the(Finding.LearningRateTooHigh.class, Doctor.examine(train(settings, sums())));

        assertThat(finding.factor()).isGreaterThan(8);
        assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(finding.text(Language.ENGLISH))
                .isEqualTo(String.format(
                        "At a learning rate of 3 the training cost rose to %,.0f times its least, in epoch %d.",
                        finding.factor(), finding.epoch()));
        assertThat(finding.advice(Language.ENGLISH)).isEqualTo("Try --learning-rate 0.3, or --clip-norm 1.");
        saysTheSameInBothLanguages(finding);
    }

    @Test
    void unitsThatNeverChangeAreTold() {
        TableSettings settings = network()
                .with(TableOptions.LEARNING_RATE, 3.0)
                .with(TableOptions.SCHEDULE, NamedSchedule.named("constant"));
        Finding.IdleUnits relu = the(Finding.IdleUnits.class, Doctor.examine(train(settings, sums())));
        assertThat(relu.layer()).isEqualTo(1);
        assertThat(relu.activation()).isEqualTo("relu");
        saysTheSameInBothLanguages(relu);

        Finding.IdleUnits tanh = the(
                Finding.IdleUnits.class,
                Doctor.examine(train(
                        settings.with(TableOptions.ACTIVATION, new Tanh()).with(TableOptions.LAYERS, List.of(16, 16)),
                        sums())));
        assertThat(tanh.share()).isBetween(0.5, 1.0);
        assertThat(tanh.activation()).isEqualTo("tanh");
    }

    @Test
    void overfittingIsToldFromTheBestEpochOn() {
        TableSettings settings = network()
                .with(TableOptions.LAYERS, List.of(64))
                .with(TableOptions.DROPOUT, 0.0)
                .with(TableOptions.LEARNING_RATE, 0.02)
                .with(TableOptions.EPOCHS, 60)
                .with(TableOptions.PATIENCE, 60);
        Column[] columns = Stream.concat(
                        IntStream.range(0, 30).mapToObj(i -> Column.numbers("x" + i, noise(10 + i))),
                        Stream.of(a(), words("y", i -> A[i] + noise(4)[i] > 0 ? "yes" : "no")))
                .toArray(Column[]::new);
        TrainingResult result = train(settings, Table.of("test", columns));
        Finding.Overfitting finding = the(Finding.Overfitting.class, Doctor.examine(result));

        assertThat(finding.epoch()).isEqualTo(result.networks().getFirst().bestEpoch());
        assertThat(finding.last()).isEqualTo(60);
        assertThat(finding.rise()).isGreaterThan(0.25);
        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.text(Language.ENGLISH))
                .isEqualTo(String.format(
                        "After epoch %d the validation cost rose by %.0f %% until epoch 60, while the training cost fell.",
                        finding.epoch(), 100 * finding.rise()));
        saysTheSameInBothLanguages(finding);
    }

    @Test
    void aModelThatLearnedNothingIsTold() {
        for (Column noise :
                List.of(numbers("y", i -> noise(5)[i]), words("y", i -> noise(5)[i] > 0.2 ? "yes" : "no"))) {
            Finding.LearnedNothing finding = the(
                    Finding.LearnedNothing.class, Doctor.examine(train(network(), Table.of("test", a(), b(), noise))));
            assertThat(finding.classes()).isEqualTo(noise instanceof Column.Categories);
            assertThat(finding.standardError()).isBetween(0.0, 0.1);
            saysTheSameInBothLanguages(finding);
        }
    }

    @Test
    void aModelThatRanksWellHasLearnedThoughItIsRightLessOftenThanTheBaseline() {
        double[] rest = noise(9);
        TrainingResult result = train(
                network().withText(TableOptions.CLASS_WEIGHT, "balanced"),
                Table.of("test", a(), b(), words("y", i -> A[i] + rest[i] > 1.1 ? "yes" : "no")));

        assertThat(result.evaluation().metrics().get("accuracy"))
                .isLessThan(result.evaluation().baseline());
        assertThat(Doctor.examine(result)).noneMatch(Finding.LearnedNothing.class::isInstance);
    }

    @Test
    void anEarlyEndIsTold() {
        TableSettings settings = network().with(TableOptions.EPOCHS, 20);
        Finding.StillLearning finding = the(Finding.StillLearning.class, Doctor.examine(train(settings, sums())));

        assertThat(finding.epochs()).isEqualTo(20);
        assertThat(finding.fall()).isBetween(0.1, 1.0);
        assertThat(finding.advice(Language.ENGLISH)).isEqualTo("Try --epochs 40.");
        saysTheSameInBothLanguages(finding);
    }

    @Test
    void tooFewRowsHeldOutAreTold() {
        Table few = classes().select(IntStream.range(0, 100).toArray());
        Finding.FewRowsHeldOut finding = the(Finding.FewRowsHeldOut.class, Doctor.examine(train(network(), few)));

        assertThat(finding.rows()).isEqualTo(50);
        assertThat(finding.halfWidth()).isGreaterThan(0.05);
        assertThat(finding.enough()).isBetween(51L, 385L);
        assertThat(finding.advice(Language.ENGLISH)).contains("--folds 5");
        saysTheSameInBothLanguages(finding);

        Finding.FewRowsHeldOut ofValues = the(
                Finding.FewRowsHeldOut.class,
                Doctor.examine(
                        train(network(), sums().select(IntStream.range(0, 100).toArray()))));
        assertThat(ofValues.halfWidth()).isGreaterThan(0.15);
        saysTheSameInBothLanguages(ofValues);
    }

    /// p = 0.9, n = 100: Wilson's interval of 95 % is 0.8256 to 0.9448.
    @Test
    void theIntervalOfAnAccuracyIsWilsons() {
        assertThat(HeldOutRules.wilson(0.9, 100)).isCloseTo((0.9448 - 0.8256) / 2, within(1e-4));
    }

    @Test
    void classesThatAreTooRareAreTold() {
        Column rare = words("y", i -> i % 60 == 7 ? "seldom" : sum(i) > 0 ? "yes" : "no");
        Finding.RareClasses finding =
                the(Finding.RareClasses.class, Doctor.examine(train(network(), Table.of("test", a(), b(), rare))));

        assertThat(finding.names()).containsExactly("seldom");
        assertThat(finding.text(Language.ENGLISH))
                .isEqualTo("Class seldom has " + finding.classes().getFirst().rows()
                        + " of the rows held out, of which 0 % are recognised.");
        saysTheSameInBothLanguages(finding);
    }

    @Test
    void columnsThatGiveAwayTheTargetAreToldFirst() {
        Table table = Table.of("test", a(), b(), numbers("copy", i -> sum(i)), numbers("y", i -> sum(i)));
        Finding finding = Doctor.examine(train(network(), table)).getFirst();

        assertThat(finding)
                .isEqualTo(new Finding.TargetGivenAway(List.of(new Leakage.Telltale("copy", Leakage.Sign.EQUALS))));
        assertThat(finding.text(Language.CHINESE)).isEqualTo("列 copy 与目标列相同。");
    }

    @Test
    void columnsThatAddNothingAndOneThatIsAllAreToldByTheirImportance() {
        Table table = Table.of(
                "test",
                a(),
                Column.numbers("idle", noise(7)),
                words("y", i -> A[i] + 0.03 * noise(8)[i] > 0 ? "yes" : "no"));
        TrainingResult result = train(network(), table);
        Importance few = Importance.of(result.judgedRows(), ImportanceSettings.defaults());
        Importance enough = new Importance(few.cost(), few.baseline(), 1000, few.repeats(), few.groups());
        List<Finding> findings = Doctor.examine(result, enough);

        assertThat(Doctor.examine(result, few)).hasExactlyElementsOfTypes(Finding.OneColumnTellsAll.class);
        assertThat(the(Finding.OneColumnTellsAll.class, findings).column()).isEqualTo("a");
        assertThat(the(Finding.IdleColumns.class, findings).columns()).containsExactly("idle");
        findings.forEach(DoctorTest::saysTheSameInBothLanguages);
        assertThat(Doctor.examine(result)).isEmpty();
    }

    @Test
    void aFewIdleColumnsAreUsual() {
        Importance.Group strong = new Importance.Group(List.of("a", "b"), 1, 0.9, 1.1, OptionalDouble.empty());
        Importance.Group idle = new Importance.Group(List.of("c"), 0, -0.01, 0.01, OptionalDouble.empty());
        Metric cost = new LogLoss();

        assertThat(ColumnRules.idle(new Importance(cost, 0.1, 1000, 5, List.of(strong, idle))))
                .isEmpty();
        assertThat(ColumnRules.idle(new Importance(cost, 0.1, 1000, 5, List.of(strong, idle, idle))))
                .contains(new Finding.IdleColumns(List.of("c", "c"), 4));
    }

    @Test
    void ofAFewRowsOnlyThatIsTold() {
        Table few = classes().select(IntStream.range(0, 6).toArray());
        assertThat(Doctor.examine(train(network(), few))).hasExactlyElementsOfTypes(Finding.FewRowsHeldOut.class);
    }

    @Test
    void namesStayOnTheLine() {
        Finding finding = new Finding.IdleColumns(List.of("a\n\u001b[31m" + "b".repeat(300)), 2);
        assertThat(finding.text(Language.ENGLISH))
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(140);
    }

    private static <T extends Finding> T the(Class<T> kind, List<Finding> findings) {
        assertThat(findings).hasAtLeastOneElementOfType(kind);
        return kind.cast(findings.stream().filter(kind::isInstance).findFirst().orElseThrow());
    }

    private static void saysTheSameInBothLanguages(Finding finding) {
        assertThat(digits(finding.text(Language.CHINESE)))
                .containsExactlyInAnyOrderElementsOf(digits(finding.text(Language.ENGLISH)));
        assertThat(digits(finding.advice(Language.CHINESE)))
                .containsExactlyInAnyOrderElementsOf(digits(finding.advice(Language.ENGLISH)));
        assertThat(finding.headline(Language.CHINESE)).isNotEqualTo(finding.headline(Language.ENGLISH));
    }

    private static List<String> digits(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).toList();
    }
}
