package dev.lamina.data;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One fitting of a [Pipeline] to training rows, collecting the warnings. One thread, used once.
final class PipelineFitter {

    /// The most categories that a column keeps, the most frequent ones. With more it would dominate the input, and in
    /// all but large tables the 101st category has too few rows to learn from.
    private static final int MOST_CATEGORIES = 100;

    /// Up to so many words are numbers where more would be an index: RealMLP's default.
    private static final int MOST_SCALED_WORDS = 8;

    /// The most words that have an index of their own. With an embedding of 8 numbers each they are 40,000
    /// parameters, and some hundred kilobytes of the model file.
    private static final int MOST_INDEXED_WORDS = 5000;

    private static final int FEWEST_QUANTILES = 10;

    private static final int MOST_QUANTILES = 1000;

    private static final int ROWS_PER_QUANTILE = 30;

    /// The most quantiles of all columns together: what they take in the model file stays below a megabyte.
    private static final int MOST_QUANTILES_IN_ALL = 50_000;

    /// Deviation of the noise under the quantiles.
    private static final double NOISE = 1e-5;

    private static final int NAMED_IN_A_WARNING = 10;

    /// A column of mostly different values is taken for an identifier only if it has this many different ones: with
    /// fewer, it may be without repetitions by chance.
    private static final int FEWEST_IDENTIFIERS = 20;

    /// `id`, `ID_customer`, `order_id`, `PassengerId`, `customerID`, and the names that programs give to a
    /// row's number.
    private static final Pattern IDENTIFIER_NAME =
            Pattern.compile("(?i:id|index|row|rowid|row_number|rownum|unnamed: 0|id_.*|.*_id)|.*\\p{Ll}I[dD]");

    /// From here on not every whole number is a double.
    private static final double FIRST_INEXACT = 0x1p53;

    /// How many reasons a message lists at most; more would not make it clearer.
    private static final int MOST_REASONS = 3;

    private final Pipeline settings;
    private final Examples training;
    private final Origin origin;
    private final long numberColumns;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> constant = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();

    PipelineFitter(Pipeline settings, Examples training) {
        this.settings = settings;
        this.training = training;
        this.origin = training.table().origin();
        this.numberColumns = training.table().columns().stream()
                .filter(Column.Numbers.class::isInstance)
                .count();
    }

    Pipeline.Fit fit() {
        FittedTarget target = target();
        List<FittedColumn> columns = new ArrayList<>();
        for (Column column : training.table().columns()) {
            FittedColumn fitted = column.name().equals(target.name()) ? null : fit(column);
            if (fitted != null) {
                columns.add(fitted);
            }
        }
        warnLeftOut(constant, "is constant", "are constant");
        warnLeftOut(empty, "has no values", "have no values");
        if (columns.isEmpty()) {
            throw nothingLeft();
        }
        return new Pipeline.Fit(new FittedPipeline(columns, target, settings.missingWords()), warnings);
    }

    private DataException nothingLeft() {
        String reasons = warnings.isEmpty()
                ? "there is no other"
                : warnings.stream().limit(MOST_REASONS).collect(Collectors.joining("; "));
        return new DataException(origin.source() + ": no column is left to predict "
                + NameText.quote(training.target()) + " from: " + reasons
                + (warnings.size() > MOST_REASONS ? "; …" : ""));
    }

    private FittedTarget target() {
        return switch (training.task()) {
            case CLASSIFICATION -> labels(training);
            case REGRESSION -> scaledTarget();
        };
    }

    /// The classes that occur.
    ///
    /// @throws DataException if there is only one
    static FittedTarget.Labels labels(Examples training) {
        List<String> words = present(training.labels());
        boolean numbers = words.stream().allMatch(FittedTarget.Labels::isNumber);
        Comparator<String> order = Comparator.naturalOrder();
        List<String> classes = words.stream()
                .sorted(
                        numbers
                                ? Comparator.comparingDouble(Double::parseDouble)
                                        .thenComparing(order)
                                : order)
                .toList();
        if (classes.size() < 2) {
            throw new DataException(training.table().origin().source() + ": every row has the class "
                    + NameText.quote(classes.getFirst()) + " in " + NameText.quote(training.target())
                    + ", expected two classes or more");
        }
        return new FittedTarget.Labels(training.target(), classes, numbers ? Schema.Type.NUMBER : Schema.Type.CATEGORY);
    }

    private FittedTarget scaledTarget() {
        Column.Numbers target = (Column.Numbers) training.targetColumn();
        ColumnStatistics statistics = new ColumnStatistics(target.values());
        if (statistics.constant()) {
            throw new DataException(origin.source() + ": every row has the value "
                    + ValueText.number(statistics.mean()) + " in " + NameText.quote(training.target())
                    + ", so there is nothing to learn"
                    + (Math.abs(statistics.mean()) < FIRST_INEXACT
                            ? ""
                            : "; numbers are exact to 15 digits, so labels that are longer need a classification"));
        }
        return new FittedTarget.Scaled(
                training.target(),
                statistics.mean(),
                statistics.deviation(),
                target.format(),
                settings.clampTarget() ? statistics.range() : Range.UNKNOWN);
    }

    /// Null for a column that is left out.
    private @Nullable FittedColumn fit(Column column) {
        int missing =
                (int) IntStream.range(0, column.rows()).filter(column::missing).count();
        if (missing == column.rows()) {
            empty.add(column.name());
            return null;
        }
        return switch (column) {
            case Column.Numbers numbers -> number(numbers, missing);
            case Column.Categories words -> category(words, missing);
            case Column.Times times -> time(times, missing);
        };
    }

    /// One line for all columns of a kind: images have hundreds of pixels that never change.
    private void warnLeftOut(List<String> names, String reason, String reasonForMany) {
        if (names.size() == 1) {
            warnings.add("column " + NameText.quote(names.getFirst()) + " " + reason + " and was left out");
        } else if (names.size() > 1) {
            int more = names.size() - NAMED_IN_A_WARNING;
            warnings.add("columns "
                    + names.stream()
                            .limit(NAMED_IN_A_WARNING)
                            .map(NameText::quote)
                            .collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more " : " ") + reasonForMany + " and were left out");
        }
    }

    private @Nullable FittedColumn leftOut(Column column, String reason) {
        return leftOut(column, reason, "");
    }

    private @Nullable FittedColumn leftOut(Column column, String reason, String cure) {
        warnings.add("column " + NameText.quote(column.name()) + " " + reason + " and was left out" + cure);
        return null;
    }

    private @Nullable FittedColumn number(Column.Numbers column, int missing) {
        ColumnStatistics all = new ColumnStatistics(RequiredColumns.finite(origin, column.name(), column.values()));
        if (all.constant() && missing == 0) {
            constant.add(column.name());
            return null;
        }
        if (identifiesByNumber(column, all, column.rows() - missing)) {
            return leftOut(
                    column,
                    "looks like an identifier (a different whole number in each row)",
                    "; give it another name to keep it");
        }
        Sentinels sentinels = Sentinels.ofNumbers(all);
        sentinels.found().forEach(sentinel -> warn(column, sentinel, ValueText.number(sentinel.value())));
        return settings.scaling() == Scaling.QUANTILE
                ? new FittedColumn.QuantileNumber(
                        column.name(), quantiles(all), missing > 0, all.range(), column.format())
                : scaled(column, sentinels, missing > 0, all.range());
    }

    private FittedColumn scaled(Column.Numbers column, Sentinels sentinels, boolean indicator, Range range) {
        ColumnStatistics statistics = sentinels.others();
        boolean robust = settings.scaling() == Scaling.ROBUST;
        boolean fromMedian = robust || statistics.sparse();
        double scale =
                robust ? statistics.robustScale() : fromMedian ? statistics.rangeScale() : statistics.standardScale();
        return new FittedColumn.ScaledNumber(
                column.name(),
                fromMedian ? statistics.median() : statistics.mean(),
                scale,
                switch (settings.imputation()) {
                    case MEDIAN -> statistics.median();
                    case MEAN -> statistics.mean();
                },
                robust || !sentinels.isEmpty(),
                indicator,
                range,
                column.format());
    }

    private List<Double> quantiles(ColumnStatistics values) {
        int number = Math.clamp(training.rows() / ROWS_PER_QUANTILE, FEWEST_QUANTILES, MOST_QUANTILES);
        number = Math.min(number, Math.toIntExact(MOST_QUANTILES_IN_ALL / numberColumns));
        return values.noisyQuantiles(
                Math.max(2, Math.min(number, values.size())), NOISE, RandomStream.of(0, Purpose.FITTING, 0));
    }

    private void warn(Column column, Sentinels.Sentinel sentinel, String value) {
        String share = BigDecimal.valueOf(100.0 * sentinel.cells() / column.rows())
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
        warnings.add("column " + NameText.quote(column.name()) + ": " + sentinel.cells() + " of " + column.rows()
                + " training cells (" + share + " %) " + (sentinel.cells() == 1 ? "is " : "are ") + value
                + ", far from all others; if it means \"no value\" pass --missing " + value);
    }

    private static boolean identifiesByNumber(Column.Numbers column, ColumnStatistics statistics, int present) {
        return IDENTIFIER_NAME.matcher(column.name().strip()).matches()
                && present >= FEWEST_IDENTIFIERS
                && statistics.distinct()
                && Arrays.stream(column.values()).allMatch(value -> Double.isNaN(value) || value == Math.rint(value));
    }

    private @Nullable FittedColumn category(Column.Categories column, int missing) {
        List<String> words = present(column);
        int rows = column.rows() - missing;
        if (words.size() == 1 && missing == 0) {
            constant.add(column.name());
            return null;
        }
        if (words.size() >= FEWEST_IDENTIFIERS && words.size() > rows / 2) {
            return leftOut(
                    column, "looks like an identifier (" + words.size() + " different words in " + rows + " rows)");
        }
        return switch (settings.words()) {
            case ONE_HOT -> new FittedColumn.OneHot(column.name(), kept(column, words, MOST_CATEGORIES));
            case SCALED -> scaledWords(column, kept(column, words, MOST_CATEGORIES));
            case INDEX ->
                words.size() <= MOST_SCALED_WORDS
                        ? scaledWords(column, kept(column, words, MOST_SCALED_WORDS))
                        : new FittedColumn.WordIndex(column.name(), kept(column, words, mostIndexed(column, words)));
        };
    }

    /// How many of the words have an index of their own.
    private static int mostIndexed(Column.Categories column, List<String> words) {
        int repeated =
                (int) Arrays.stream(column.counts()).filter(count -> count >= 2).count();
        return words.size() <= MOST_CATEGORIES ? words.size() : Math.min(repeated, MOST_INDEXED_WORDS);
    }

    /// The first so many words, in their own order.
    ///
    /// @param words the most frequent first
    private List<String> kept(Column column, List<String> words, int most) {
        if (words.size() > most) {
            warnings.add("column " + NameText.quote(column.name()) + " has " + words.size() + " categories: the " + most
                    + " most frequent are kept, the others count as one");
        }
        return words.stream().limit(most).sorted().toList();
    }

    private static FittedColumn scaledWords(Column.Categories column, List<String> words) {
        Map<String, Integer> counts = new HashMap<>();
        int[] ofCode = column.counts();
        for (int code = 0; code < ofCode.length; code++) {
            counts.put(column.words().get(code), ofCode[code]);
        }
        List<Double> centers = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        for (int i = 0; i < FittedColumn.ScaledWords.numbers(words.size()); i++) {
            int ones = counts.getOrDefault(words.get(i), 0);
            int minusOnes = words.size() == 2 ? counts.getOrDefault(words.get(1), 0) : 0;
            ColumnStatistics statistics = ColumnStatistics.ofSigns(minusOnes, column.rows() - minusOnes - ones, ones);
            centers.add(statistics.median());
            scales.add(statistics.robustScale());
        }
        return new FittedColumn.ScaledWords(column.name(), words, centers, scales);
    }

    /// The words that occur, the most frequent first; those equally frequent in their own order.
    private static List<String> present(Column.Categories column) {
        int[] counts = column.counts();
        return IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(column.words()::get))
                .map(column.words()::get)
                .toList();
    }

    private @Nullable FittedColumn time(Column.Times column, int missing) {
        double[] times = RequiredColumns.finite(origin, column.name(), column.epochSeconds());
        List<TimePart> varying = new ArrayList<>();
        for (TimePart part : TimePart.values()) {
            if (!statistics(times, part).constant()) {
                varying.add(part);
            }
        }
        if (varying.isEmpty() && missing == 0) {
            constant.add(column.name());
            return null;
        }
        ColumnStatistics all = new ColumnStatistics(times);
        Sentinels sentinels = Sentinels.ofTimes(all);
        sentinels
                .found()
                .forEach(sentinel -> warn(column, sentinel, ValueText.time(sentinel.value(), column.format())));
        Range others = sentinels.others().range();
        double[] usual = sentinels.isEmpty()
                ? times
                : Arrays.stream(times).filter(time -> !others.isBeyond(time)).toArray();
        ColumnStatistics years = statistics(usual, TimePart.YEAR);
        boolean scaled = varying.contains(TimePart.YEAR);
        return new FittedColumn.TimeParts(
                column.name(),
                varying,
                scaled ? years.mean() : 0,
                // Where only a sentinel is of another year, a year is the unit.
                scaled ? (years.constant() ? 1 : years.standardScale()) : 0,
                !sentinels.isEmpty(),
                missing > 0,
                all.range(),
                column.format());
    }

    private static ColumnStatistics statistics(double[] times, TimePart part) {
        return new ColumnStatistics(Arrays.stream(times)
                .map(time -> Double.isNaN(time) ? time : part.of(time))
                .toArray());
    }
}
