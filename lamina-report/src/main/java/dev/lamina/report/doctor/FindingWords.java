package dev.lamina.report.doctor;

import dev.lamina.core.text.InWords;
import dev.lamina.data.Leakage;
import dev.lamina.report.Language;
import dev.lamina.report.doctor.Finding.FewRowsHeldOut;
import dev.lamina.report.doctor.Finding.IdleColumns;
import dev.lamina.report.doctor.Finding.IdleUnits;
import dev.lamina.report.doctor.Finding.LearnedNothing;
import dev.lamina.report.doctor.Finding.LearningRateTooHigh;
import dev.lamina.report.doctor.Finding.OneColumnTellsAll;
import dev.lamina.report.doctor.Finding.Overfitting;
import dev.lamina.report.doctor.Finding.RareClasses;
import dev.lamina.report.doctor.Finding.StillLearning;
import dev.lamina.report.doctor.Finding.TargetGivenAway;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How findings read.
final class FindingWords {

    private static final int MOST_NAMES = 5;

    private FindingWords() {}

    static String headline(Finding finding, Language language) {
        DoctorPhrase phrase = switch (finding) {
            case TargetGivenAway _ -> DoctorPhrase.GIVEN_AWAY;
            case OneColumnTellsAll _ -> DoctorPhrase.ONE_COLUMN;
            case LearnedNothing _ -> DoctorPhrase.NOTHING;
            case LearningRateTooHigh _ -> DoctorPhrase.RATE;
            case IdleUnits _ -> DoctorPhrase.IDLE;
            case Overfitting _ -> DoctorPhrase.OVERFITTING;
            case RareClasses _ -> DoctorPhrase.RARE;
            case StillLearning _ -> DoctorPhrase.LEARNING;
            case FewRowsHeldOut _ -> DoctorPhrase.FEW;
            case IdleColumns _ -> DoctorPhrase.IDLE_COLUMNS;
        };
        return phrase.in(language);
    }

    static String text(Finding finding, Language language) {
        return switch (finding) {
            case TargetGivenAway away -> givenAway(away, language);
            case OneColumnTellsAll one ->
                DoctorPhrase.ONE_COLUMN_TEXT.in(
                        language, InWords.name(one.column()), percent(one.share()), percent(one.errors()));
            case LearnedNothing nothing ->
                (nothing.classes() ? DoctorPhrase.NOTHING_CLASSES : DoctorPhrase.NOTHING_VALUES)
                        .in(
                                language,
                                InWords.number(nothing.value()),
                                InWords.number(nothing.baseline()),
                                InWords.number(nothing.standardError()));
            case LearningRateTooHigh rate ->
                DoctorPhrase.RATE_TEXT.in(
                        language,
                        rate(rate.learningRate()),
                        times(rate.factor()),
                        rate.epoch(),
                        networks(rate.networks(), rate.of(), language));
            case IdleUnits idle ->
                DoctorPhrase.IDLE_TEXT.in(
                        language,
                        percent(idle.share()),
                        idle.layer(),
                        idle.activation(),
                        networks(idle.networks(), idle.of(), language));
            case Overfitting fit ->
                DoctorPhrase.OVERFITTING_TEXT.in(
                        language,
                        fit.epoch(),
                        percent(fit.rise()),
                        fit.last(),
                        networks(fit.networks(), fit.of(), language));
            case RareClasses rare -> rare(rare, language);
            case StillLearning learning ->
                DoctorPhrase.LEARNING_TEXT.in(language, learning.epochs(), percent(learning.fall()));
            case FewRowsHeldOut few -> few(few, language);
            case IdleColumns idle ->
                DoctorPhrase.IDLE_COLUMNS_TEXT.in(
                        language, idle.columns().size(), idle.of(), list(idle.columns(), language));
        };
    }

    static String advice(Finding finding, Language language) {
        return switch (finding) {
            case TargetGivenAway _ -> DoctorPhrase.GIVEN_AWAY_ADVICE.in(language);
            case OneColumnTellsAll _ -> DoctorPhrase.GIVEN_AWAY_ADVICE.in(language);
            case LearnedNothing _ -> DoctorPhrase.NOTHING_ADVICE.in(language);
            case LearningRateTooHigh rate -> DoctorPhrase.RATE_ADVICE.in(language, rate(rate.learningRate() / 10));
            case IdleUnits idle ->
                DoctorPhrase.IDLE_ADVICE.in(language, idle.activation().equals("selu") ? "mish" : "selu");
            case Overfitting _ -> DoctorPhrase.OVERFITTING_ADVICE.in(language);
            case RareClasses _ -> DoctorPhrase.RARE_ADVICE.in(language);
            case StillLearning learning ->
                learning.timeUp()
                        ? DoctorPhrase.LEARNING_ADVICE_TIME.in(language)
                        : DoctorPhrase.LEARNING_ADVICE.in(language, 2 * learning.epochs());
            case FewRowsHeldOut few ->
                (few.folds() ? DoctorPhrase.FEW_ADVICE_FOLDS : DoctorPhrase.FEW_ADVICE).in(language);
            case IdleColumns _ -> DoctorPhrase.IDLE_COLUMNS_ADVICE.in(language);
        };
    }

    private static String givenAway(TargetGivenAway finding, Language language) {
        Leakage.Telltale first = finding.columns().getFirst();
        DoctorPhrase sign = switch (first.sign()) {
            case EQUALS -> DoctorPhrase.EQUALS;
            case COUNTS -> DoctorPhrase.COUNTS;
            case ORDERS -> DoctorPhrase.ORDERS;
            case SEPARATES -> DoctorPhrase.SEPARATES;
            case TELLS -> DoctorPhrase.TELLS;
            case MISSING -> DoctorPhrase.MISSING;
        };
        List<String> others = finding.names().subList(1, finding.names().size());
        return sign.in(language, InWords.name(first.column()))
                + (others.isEmpty()
                        ? ""
                        : DoctorPhrase.GIVEN_AWAY_TOO.in(language, others.size(), list(others, language)));
    }

    private static String rare(RareClasses finding, Language language) {
        return (finding.classes().size() == 1 ? DoctorPhrase.RARE_ONE : DoctorPhrase.RARE_MANY)
                .in(
                        language,
                        list(finding.names(), language),
                        finding.classes().size(),
                        finding.rows(),
                        percent(finding.recall()));
    }

    private static String few(FewRowsHeldOut finding, Language language) {
        return finding.classes()
                ? DoctorPhrase.FEW_CLASSES.in(
                        language,
                        finding.rows(),
                        String.format(Locale.ROOT, "%.3f", finding.halfWidth()),
                        finding.enough(),
                        HeldOutRules.ACCURACY)
                : DoctorPhrase.FEW_VALUES.in(
                        language,
                        finding.rows(),
                        String.format(Locale.ROOT, "%.1f %%", 100 * finding.halfWidth()),
                        finding.enough(),
                        percent(HeldOutRules.ERROR));
    }

    private static String networks(int networks, int of, Language language) {
        return of == 1 ? "" : DoctorPhrase.OF_NETWORKS.in(language, networks, of);
    }

    /// The first five names.
    private static String list(List<String> names, Language language) {
        String shown = names.stream()
                .limit(MOST_NAMES)
                .map(InWords::name)
                .collect(Collectors.joining(DoctorPhrase.COMMA.in(language)));
        return names.size() <= MOST_NAMES ? shown : shown + DoctorPhrase.MORE.in(language, names.size() - MOST_NAMES);
    }

    /// `83 %`.
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /// `12`, `2,100`.
    private static String times(double factor) {
        return String.format(Locale.ROOT, "%,.0f", factor);
    }

    /// `0.05`, `2`.
    private static String rate(double rate) {
        return new BigDecimal(rate)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
