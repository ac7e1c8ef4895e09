package dev.lamina.data;

import java.util.List;

/// How one column of the data becomes numbers for the network, with everything that was learnt from the training rows.
/// Immutable; described completely by its components, which is what the model file stores.
public sealed interface FittedColumn {

    /// The column in the data.
    String name();

    /// How many numbers it becomes.
    int width();

    Schema.Type type();

    /// A number: (x − center) · scale, where a missing x counts as `imputed`; with `clip`, u becomes u / √(1 + (u/3)²),
    /// which keeps outliers within ±3 (RealMLP, arXiv 2407.04491). With `indicator` a second number says 1 for missing.
    ///
    /// @param scale finite; 0 for a column that is constant
    record ScaledNumber(String name, double center, double scale, double imputed, boolean clip, boolean indicator)
            implements FittedColumn {
        @Override
        public int width() {
            return indicator ? 2 : 1;
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.NUMBER;
        }
    }

    /// A word: one number per category, 1 for the row's, and a last one for words that training did not see and for
    /// missing.
    record OneHot(String name, List<String> categories) implements FittedColumn {

        public OneHot {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size() + 1;
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.CATEGORY;
        }
    }

    /// A moment in time: its parts, each one number or a sine and cosine on its circle, then 1 for missing if `indicator`.
    record TimeParts(String name, List<TimePart> parts, boolean indicator) implements FittedColumn {

        public TimeParts {
            parts = List.copyOf(parts);
        }

        @Override
        public int width() {
            return parts.stream().mapToInt(TimePart::width).sum() + (indicator ? 1 : 0);
        }

        @Override
        public Schema.Type type() {
            return Schema.Type.TIME;
        }
    }
}
