package dev.lamina.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How one column of the data becomes numbers for the network, with everything that was learnt from the
/// training rows. Immutable; described completely by its components, which is what the model file stores.
/// [RowEncoder] computes it.
///
/// The constructors throw IllegalArgumentException for components that no fitting could give.
public sealed interface FittedColumn {

    /// The column in the data.
    String name();

    /// How many inputs of the network the column becomes.
    int width();

    Schema.Type type();

    /// How the column is read from new data.
    default Schema.Field field() {
        return new Schema.Field(name(), type());
    }

    /// A name for each of these inputs, for people: `age`, `age missing`, `sex=male`, `sex=(other)`, `start hour
    /// sin`.
    List<String> featureNames();

    /// What each of these inputs is.
    List<Feature> features();

    /// Numbers and times: what has a range and may be missing.
    sealed interface Quantity extends FittedColumn {

        /// Of the training rows.
        Range range();

        /// Whether an input of its own says 1 for missing, as where training had missing cells.
        boolean indicator();
    }

    /// Words.
    sealed interface Words extends FittedColumn {

        /// The words that are told apart, 1 or more, distinct.
        List<String> categories();

        @Override
        default Schema.Type type() {
            return Schema.Type.CATEGORY;
        }
    }

    /// A number: u = (x − center) · scale, kept within ±10⁶ so that it stays a float, where a missing x counts
    /// as `imputed`; with `clip`, u becomes u / √(1 + (u/3)²), which keeps outliers within ±3 (RealMLP, arXiv
    /// 2407.04491). With `indicator` a second number says 1 for missing.
    ///
    /// @param scale finite, 0 or more; 0 for a column whose present values are all equal
    /// @param range of the training rows
    /// @param format of the numbers where they are text
    record ScaledNumber(
            String name,
            double center,
            double scale,
            double imputed,
            boolean clip,
            boolean indicator,
            Range range,
            NumberFormat format)
            implements Quantity {

        /// A column of plain numbers of any range.
        public ScaledNumber(String name, double center, double scale, double imputed, boolean clip, boolean indicator) {
            this(name, center, scale, imputed, clip, indicator, Range.UNKNOWN, NumberFormat.PLAIN);
        }

        public ScaledNumber {
            checkScaling(name, center, scale);
            if (!Double.isFinite(imputed)) {
                throw new IllegalArgumentException(
                        "column " + NameText.quote(name) + " imputes " + imputed + ", expected a finite number");
            }
        }

        @Override
        public int width() {
            return indicator ? 2 : 1;
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.NUMBER;
        }

        @Override
        public Schema.Field field() {
            return Schema.Field.number(name, format);
        }

        @Override
        public List<String> featureNames() {
            return numberNames(name, indicator);
        }

        @Override
        public List<Feature> features() {
            return numberFeatures(indicator);
        }
    }

    /// A number by its rank: Φ⁻¹(p), where p is the share of the training values below it, linear between the
    /// quantiles and limited so that Φ⁻¹(p) is within ±5.2. Φ⁻¹ is the quantile function of the standard normal
    /// distribution. A number that equals several quantiles has the middle of their shares. A missing one is 0;
    /// with `indicator` a second number says 1 for missing. scikit-learn's QuantileTransformer.
    ///
    /// @param quantiles of the training values in ascending order, 2 or more, finite; quantile i of n belongs to
    ///     the share i / (n − 1)
    /// @param range of the training rows
    /// @param format of the numbers where they are text
    record QuantileNumber(String name, List<Double> quantiles, boolean indicator, Range range, NumberFormat format)
            implements Quantity {

        public QuantileNumber {
            quantiles = List.copyOf(quantiles);
            for (int i = 0; i < quantiles.size(); i++) {
                if (!Double.isFinite(quantiles.get(i)) || (i > 0 && quantiles.get(i) < quantiles.get(i - 1))) {
                    throw new IllegalArgumentException("column " + NameText.quote(name) + " has the quantile "
                            + quantiles.get(i) + " at place " + i + ", expected finite numbers in ascending order");
                }
            }
            if (quantiles.size() < 2) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " has "
                        + NameText.count(quantiles.size(), "quantile", "quantiles") + ", expected 2 or more");
            }
        }

        @Override
        public int width() {
            return indicator ? 2 : 1;
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.NUMBER;
        }

        @Override
        public Schema.Field field() {
            return Schema.Field.number(name, format);
        }

        @Override
        public List<String> featureNames() {
            return numberNames(name, indicator);
        }

        @Override
        public List<Feature> features() {
            return numberFeatures(indicator);
        }
    }

    /// A word: one number per category, 1 for the row's, and a last one for words that training did not keep
    /// and for missing.
    ///
    /// @param categories 1 or more, distinct
    record OneHot(String name, List<String> categories) implements Words {

        public OneHot {
            categories = checked(name, categories);
        }

        @Override
        public int width() {
            return categories.size() + 1;
        }

        @Override
        public List<String> featureNames() {
            return Stream.concat(categories.stream(), Stream.of("(other)"))
                    .map(category -> name + "=" + category)
                    .toList();
        }

        @Override
        public List<Feature> features() {
            return Collections.nCopies(width(), new Feature.Level());
        }
    }

    /// A word in numbers that are centred and scaled as those of a [ScaledNumber] with `clip`: x is 1 for the
    /// row's word and 0 for the others, one number for each category; for two categories there is a single
    /// number, 1 for the first and −1 for the second. Where the word is missing, or training did not keep it,
    /// each x is 0. RealMLP, arXiv 2407.04491.
    ///
    /// @param categories 1 or more, distinct
    /// @param centers one for each number
    /// @param scales one for each number; finite, 0 or more
    record ScaledWords(String name, List<String> categories, List<Double> centers, List<Double> scales)
            implements Words {

        public ScaledWords {
            categories = checked(name, categories);
            centers = List.copyOf(centers);
            scales = List.copyOf(scales);
            int numbers = numbers(categories.size());
            if (centers.size() != numbers || scales.size() != numbers) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " has " + centers.size()
                        + " centers and " + scales.size() + " scales, expected " + numbers + " of each for "
                        + NameText.count(categories.size(), "category", "categories"));
            }
            for (int i = 0; i < numbers; i++) {
                checkScaling(name, centers.get(i), scales.get(i));
            }
        }

        static int numbers(int categories) {
            return categories == 2 ? 1 : categories;
        }

        @Override
        public int width() {
            return centers.size();
        }

        @Override
        public List<String> featureNames() {
            return categories.stream()
                    .limit(width())
                    .map(category -> name + "=" + category)
                    .toList();
        }

        @Override
        public List<Feature> features() {
            return Collections.nCopies(width(), new Feature.Level());
        }
    }

    /// A word as an index, for an embedding: 1 for the first category, 2 for the second and so on, 0 for words
    /// that training did not keep and for missing.
    ///
    /// @param categories 1 or more, distinct
    record WordIndex(String name, List<String> categories) implements Words {

        public WordIndex {
            categories = checked(name, categories);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public List<String> featureNames() {
            return List.of(name);
        }

        @Override
        public List<Feature> features() {
            return List.of(new Feature.Index(categories.size() + 1));
        }
    }

    /// A moment in time: its parts in turn, the year as u = (year − yearCenter) · yearScale within ±10⁶, with
    /// `clip` as u / √(1 + (u/3)²), the others as sine and cosine; then 1 for missing if `indicator`. All parts of
    /// a missing time are 0.
    ///
    /// @param parts distinct; at least one unless there is an indicator
    /// @param yearCenter 0 if the year is not one of the parts
    /// @param yearScale finite, 0 or more; 0 if the year is not one of the parts
    /// @param range of the training rows, in seconds since 1970-01-01T00:00
    /// @param format of the times where they are text
    record TimeParts(
            String name,
            List<TimePart> parts,
            double yearCenter,
            double yearScale,
            boolean clip,
            boolean indicator,
            Range range,
            TimeFormat format)
            implements Quantity {

        /// A column of times of any range, in ISO 8601 where they are text, with a year that is not clipped.
        public TimeParts(String name, List<TimePart> parts, double yearCenter, double yearScale, boolean indicator) {
            this(name, parts, yearCenter, yearScale, false, indicator, Range.UNKNOWN, TimeFormat.YEAR_MONTH_DAY);
        }

        public TimeParts {
            parts = List.copyOf(parts);
            checkScaling(name, yearCenter, yearScale);
            EnumSet<TimePart> distinct = EnumSet.noneOf(TimePart.class);
            distinct.addAll(parts);
            if (distinct.size() < parts.size() || (parts.isEmpty() && !indicator)) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " has the time parts " + parts
                        + ", expected 1 or more, all different");
            }
        }

        @Override
        public int width() {
            return parts.stream().mapToInt(TimePart::width).sum() + (indicator ? 1 : 0);
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.TIME;
        }

        @Override
        public Schema.Field field() {
            return Schema.Field.time(name, format);
        }

        @Override
        public List<String> featureNames() {
            List<String> names = new ArrayList<>();
            for (TimePart part : parts) {
                String feature =
                        name + " " + part.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                names.addAll(part.width() == 1 ? List.of(feature) : List.of(feature + " sin", feature + " cos"));
            }
            if (indicator) {
                names.add(name + " missing");
            }
            return List.copyOf(names);
        }

        @Override
        public List<Feature> features() {
            List<Feature> features = new ArrayList<>(Collections.nCopies(width(), new Feature.Level()));
            int place = 0;
            for (TimePart part : parts) {
                if (part == TimePart.YEAR) {
                    features.set(place, new Feature.Quantity());
                }
                place += part.width();
            }
            return List.copyOf(features);
        }
    }

    private static List<String> numberNames(String name, boolean indicator) {
        return indicator ? List.of(name, name + " missing") : List.of(name);
    }

    private static List<Feature> numberFeatures(boolean indicator) {
        return indicator ? List.of(new Feature.Quantity(), new Feature.Level()) : List.of(new Feature.Quantity());
    }

    private static List<String> checked(String name, List<String> categories) {
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("column " + NameText.quote(name) + " has the categories "
                    + NameText.list(categories) + ", expected 1 or more, all different");
        }
        return List.copyOf(categories);
    }

    private static void checkScaling(String name, double center, double scale) {
        if (!Double.isFinite(center) || !(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("column " + NameText.quote(name) + " has center " + center
                    + " and scale " + scale + ", expected finite numbers and scale ≥ 0");
        }
    }
}
