package dev.lamina.data;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What the network's outputs stand for. Immutable; described completely by its components, which is what the
/// model file stores.
///
/// The constructors throw IllegalArgumentException for components that no fitting could give.
public sealed interface FittedTarget {

    /// The target column in the data.
    String name();

    /// What the column held.
    Schema.Type type();

    /// How the column is read where a file has it. Labels are read as they are written, also where they are numbers.
    Schema.Field field();

    Task task();

    /// Classes: class i is `classes[i]`.
    ///
    /// @param classes 2 or more, distinct; in ascending order, as numbers where they were numbers
    /// @param type `NUMBER` if all labels are numbers, so that a file's `1.0` is the label `1`; else `CATEGORY`
    record Labels(String name, List<String> classes, Schema.Type type) implements FittedTarget {

        private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

        public Labels {
            classes = List.copyOf(classes);
            if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
                throw new IllegalArgumentException("target " + NameText.quote(name) + " has the classes "
                        + NameText.list(classes) + ", expected 2 or more, all different");
            }
            if (type == Schema.Type.TIME) {
                throw new IllegalArgumentException("target " + NameText.quote(name) + " has labels that are times");
            }
        }

        @Override
        public Task task() {
            return Task.CLASSIFICATION;
        }

        @Override
        public Schema.Field field() {
            return new Schema.Field(name, Schema.Type.CATEGORY);
        }

        /// The class of a label: the one that is written so, or where the labels were numbers the only one that is the
        /// same number, as `1` for `1.0`; −1 if there is none.
        public int indexOf(String label) {
            int index = classes.indexOf(label);
            return index >= 0 || type != Schema.Type.NUMBER ? index : indexOfNumber(label);
        }

        private int indexOfNumber(String label) {
            double value = number(label);
            int index = -1;
            for (int i = 0; i < classes.size(); i++) {
                if (number(classes.get(i)) == value) {
                    if (index >= 0) {
                        return -1;
                    }
                    index = i;
                }
            }
            return index;
        }

        static boolean isNumber(String label) {
            return NUMBER.matcher(label).matches();
        }

        /// NaN, which equals nothing, for a label that is no number.
        private static double number(String label) {
            return isNumber(label) ? Double.parseDouble(label) : Double.NaN;
        }
    }

    /// A number that the network sees as (y − mean) / deviation.
    ///
    /// @param mean finite
    /// @param deviation positive and finite
    /// @param format of the numbers where they are text
    /// @param range that predictions are limited to: of the training rows, or [Range#UNKNOWN]
    record Scaled(String name, double mean, double deviation, NumberFormat format, Range range)
            implements FittedTarget {

        /// A target of plain numbers.
        public Scaled(String name, double mean, double deviation) {
            this(name, mean, deviation, NumberFormat.PLAIN);
        }

        /// A target whose predictions are not limited.
        public Scaled(String name, double mean, double deviation, NumberFormat format) {
            this(name, mean, deviation, format, Range.UNKNOWN);
        }

        public Scaled {
            if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("target " + NameText.quote(name) + " has mean " + mean
                        + " and deviation " + deviation + ", expected finite numbers and deviation > 0");
            }
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
        public Task task() {
            return Task.REGRESSION;
        }

        /// What the network sees of a value, kept within ±10⁶ so that it stays a float.
        public double scale(double value) {
            // In halves, because the difference of two values of opposite sign may overflow.
            return RowEncoder.bounded((0.5 * value - 0.5 * mean) / deviation * 2);
        }

        /// The value in units of the target for an output of the network, within the range.
        public double restore(double output) {
            return Math.clamp(output * deviation + mean, range.least(), range.greatest());
        }
    }
}
