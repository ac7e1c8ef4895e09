package dev.lamina.io;

import dev.lamina.data.NumberFormat;
import dev.lamina.data.TimeFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides what a column of text holds, by all of its different words; the usual words for "missing" do not count.
///
/// Of the kinds that a column may have, numbers in each format and times in each, the one that most words fit is
/// looked at. The column is of that kind if every word fits; or if [#MANY] different words or more fit, at most a
/// tenth as many do not, and they do not look like codes, as `V57` among `250.83` and `038` does. Otherwise it is
/// one of words.
final class KindRule {

    /// From so many different numbers (or times) on, a few words among them are cells without one.
    private static final int MANY = 20;

    /// So many different numbers (or times) there must be for each different word among them.
    private static final int PER_WORD = 10;

    /// With fewer different words there is nothing to tell: `1`, `2`, `3`, `more`.
    private static final int TOLD = 10;

    /// Whole numbers beyond it are not all doubles.
    static final double MAX_EXACT = 0x1p53;

    /// From this share of words on that look like dates, a person is told.
    private static final double MOSTLY = 0.9;

    /// Letters, then digits, as in `V57` or `E-909`.
    private static final Pattern CODE = Pattern.compile("\\p{L}{1,4}[-_. ]?\\d[\\w.-]*");

    /// Beyond or below what could be measured: no code, and no number.
    private static final Pattern CENSORED = Pattern.compile("(<|>|≤|≥|<=|>=|~|ca\\.?)\\s*\\d.*");

    private static final Pattern SHORT_YEAR = Pattern.compile("\\d{1,2}([./])\\d{1,2}\\1\\d{2}");

    /// The kind, and what a person should know of how it was found.
    ///
    /// @param word the first one that made it necessary to tell; null where there is nothing to tell
    record Decision(
            ColumnKind kind, String reason, @Nullable Word word) {}

    private final List<Word> words;
    private final ColumnContext column;

    private KindRule(ColumnContext column, List<Word> words) {
        this.column = column;
        this.words = words;
    }

    static Decision decide(ColumnContext column, List<Word> words) {
        return new KindRule(
                        column, words.stream().filter(word -> !word.isMissing()).toList())
                .decide();
    }

    /// A kind that the column may have.
    ///
    /// @param fitting how many different words fit it
    private record Candidate(ColumnKind kind, Predicate<Word> fits, int fitting) {}

    private Decision decide() {
        NumberFormat plain = NumberFormat.plain(column.decimal());
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(candidate(new ColumnKind.Numbers(plain), Word::isNumber));
        if (words.stream().anyMatch(word -> !word.isNumber() && !word.isTime())) {
            String unit = unit();
            for (char decimal : column.decimals()) {
                NumberFormat format = new NumberFormat(decimal, true, unit);
                candidates.add(candidate(new ColumnKind.Numbers(format), word -> isNumber(word, format)));
            }
        }
        for (TimeFormat format : column.timeFormats()) {
            candidates.add(candidate(new ColumnKind.Times(format), word -> word.isTime(format)));
        }
        Candidate best = candidates.getFirst();
        for (Candidate candidate : candidates) {
            best = candidate.fitting > best.fitting ? candidate : best;
        }
        return decide(best);
    }

    private Candidate candidate(ColumnKind kind, Predicate<Word> fits) {
        return new Candidate(kind, fits, (int) words.stream().filter(fits).count());
    }

    private List<Word> others(Candidate candidate) {
        return words.stream().filter(candidate.fits.negate()).toList();
    }

    private Decision decide(Candidate best) {
        if (isAmbiguous(best)) {
            return words(
                    "is read as words: \"%s\" may be a date with the day first or the month first, and no cell decides it; pass --dates day-first or --dates month-first"
                            .formatted(words.getFirst().text().strip()),
                    words.getFirst());
        }
        Word tooLong = best.kind.equals(new ColumnKind.Numbers(NumberFormat.plain(column.decimal()))) ? lost() : null;
        if (tooLong != null) {
            return words(
                    "is read as words: \"%s\" has more digits than a number keeps"
                            .formatted(ColumnContext.shown(tooLong.text())),
                    tooLong);
        }
        if (best.kind instanceof ColumnKind.Numbers && column.keepsZeros() && anyLeadingZero()) {
            return words(best);
        }
        if (best.fitting == words.size()) {
            return accepted(best);
        }
        List<Word> strangers = others(best).stream()
                .filter(word -> !CENSORED.matcher(word.text().strip()).matches())
                .toList();
        boolean few = best.fitting >= MANY && strangers.size() * PER_WORD <= best.fitting;
        if (few && !(best.kind instanceof ColumnKind.Numbers && looksLikeCodes(best, strangers))) {
            return accepted(best);
        }
        return words(best);
    }

    /// A whole number whose double is that of another word; null if there is none.
    private @Nullable Word lost() {
        Set<Double> values = new HashSet<>();
        for (Word word : words) {
            boolean whole = Math.abs(word.number()) > MAX_EXACT
                    && word.text().strip().chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
            if (whole && !values.add(word.number())) {
                return word;
            }
        }
        return null;
    }

    /// Whether the dates may begin with the day as well as with the month. Those with points begin with the day.
    private boolean isAmbiguous(Candidate best) {
        boolean decided = words.stream()
                .anyMatch(word -> word.isTime(TimeFormat.DAY_MONTH_YEAR) != word.isTime(TimeFormat.MONTH_DAY_YEAR));
        return best.kind.equals(new ColumnKind.Times(TimeFormat.DAY_MONTH_YEAR))
                && column.timeFormats().contains(TimeFormat.MONTH_DAY_YEAR)
                && !decided
                && !dotted();
    }

    private boolean dotted() {
        return words.stream().allMatch(word -> word.text().matches("\\s*\\d+\\.\\d+\\.\\d.*"));
    }

    private Decision accepted(Candidate best) {
        if (!(best.kind instanceof ColumnKind.Numbers(NumberFormat format))) {
            return new Decision(best.kind, "", null);
        }
        if (format.grouped()) {
            Word example = words.stream()
                    .filter(word -> !word.isNumber() && isNumber(word, format))
                    .findFirst()
                    .orElseThrow();
            return new Decision(
                    compact(format),
                    "is read as numbers: \"%s\" looks like a number, %s; pass --category %s to read words"
                            .formatted(
                                    example.text().strip(),
                                    NumberText.format(value(example, format)),
                                    ColumnContext.word(column.name())),
                    example);
        }
        Word zero = words.stream().filter(Word::hasLeadingZero).findFirst().orElse(null);
        return zero == null
                ? new Decision(best.kind, "", null)
                : new Decision(
                        best.kind,
                        "is read as numbers, although \"%s\" begins with a zero; pass --category %s if these are codes"
                                .formatted(zero.text().strip(), ColumnContext.word(column.name())),
                        zero);
    }

    /// The format without what no cell of the column needs.
    private ColumnKind compact(NumberFormat format) {
        NumberFormat ungrouped = new NumberFormat(format.decimal(), false, format.unit());
        boolean grouped = words.stream().anyMatch(word -> isNumber(word, format) && !isNumber(word, ungrouped));
        return new ColumnKind.Numbers(grouped ? format : ungrouped);
    }

    private Decision words(Candidate best) {
        if (best.fitting == 0) {
            return shortYears();
        }
        List<Word> others = others(best);
        if (others.isEmpty() || words.size() < TOLD || 2 * best.fitting < words.size()) {
            return new Decision(new ColumnKind.Words(), "", null);
        }
        Word other = others.getFirst();
        Word like = words.stream().filter(best.fits).findFirst().orElseThrow();
        return words(
                "is read as words, because %d of its %d different values, such as \"%s\", are no %s like \"%s\"; name those that mean \"no value\" with --missing"
                        .formatted(
                                others.size(),
                                words.size(),
                                ColumnContext.shown(other.text()),
                                best.kind instanceof ColumnKind.Times ? "dates or times" : "numbers",
                                ColumnContext.shown(like.text())),
                other);
    }

    private Decision shortYears() {
        long matching = words.stream()
                .filter(word -> SHORT_YEAR.matcher(word.text().strip()).matches())
                .count();
        return matching > 0 && matching >= MOSTLY * words.size()
                ? words(
                        "is read as words: \"%s\" looks like a date whose year has two digits; write four"
                                .formatted(words.getFirst().text().strip()),
                        words.getFirst())
                : new Decision(new ColumnKind.Words(), "", null);
    }

    private static Decision words(String reason, Word word) {
        return new Decision(new ColumnKind.Words(), reason, word);
    }

    private boolean anyLeadingZero() {
        return words.stream().anyMatch(Word::hasLeadingZero);
    }

    /// Whether words among numbers are codes: numbers begin with a zero as codes do, or the words are letters with
    /// digits and the numbers come again and again.
    private boolean looksLikeCodes(Candidate best, List<Word> strangers) {
        if (strangers.isEmpty()) {
            return false;
        }
        if (anyLeadingZero()) {
            return true;
        }
        int codes = cells(strangers.stream()
                .filter(word -> CODE.matcher(word.text().strip()).matches())
                .toList());
        int numbers = cells(words.stream().filter(best.fits).toList());
        return codes >= 2 && numbers >= 2 * best.fitting;
    }

    private static int cells(List<Word> words) {
        return words.stream().mapToInt(Word::cells).sum();
    }

    /// The unit of the first word that has one.
    private String unit() {
        return words.stream()
                .map(word -> NumberFormatText.unit(word.text()))
                .filter(unit -> !unit.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static boolean isNumber(Word word, NumberFormat format) {
        return !Double.isNaN(value(word, format));
    }

    private static double value(Word word, NumberFormat format) {
        char[] text = word.text().toCharArray();
        return NumberFormatText.parse(text, 0, text.length, format);
    }
}
