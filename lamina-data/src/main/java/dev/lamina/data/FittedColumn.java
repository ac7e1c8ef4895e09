package dev.lamina.data;

import java.util.ArrayList;
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
            implements FittedColumn {

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
            return indicator ? List.of(name, name + " missing") : List.of(name);
        }
    }

    /// A word: one number per category, 1 for the row's, and a last one for words that training did not keep
    /// and for missing.
    ///
    /// @param categories 1 or more, distinct
    record OneHot(String name, List<String> categories) implements FittedColumn {

        public OneHot {
            categories = List.copyOf(categories);
            if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
                throw new IllegalArgumentException("column " + NameText.quote(name) + " has the categories "
                        + NameText.list(categories) + ", expected 1 or more, all different");
            }
        }

        @Override
        public int width() {
            return categories.size() + 1;
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.CATEGORY;
        }

        @Override
        public List<String> featureNames() {
            return Stream.concat(categories.stream(), Stream.of("(other)"))
                    .map(category -> name + "=" + category)
                    .toList();
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
            implements FittedColumn {

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
    }

    private static void checkScaling(String name, double center, double scale) {
        if (!Double.isFinite(center) || !(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("column " + NameText.quote(name) + " has center " + center
                    + " and scale " + scale + ", expected finite numbers and scale ≥ 0");
        }
    }
}
