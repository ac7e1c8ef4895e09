package dev.lamina.data;

import java.util.HashSet;
import java.util.List;

/// What the network's outputs stand for. Immutable; described completely by its components, which is what the
/// model file stores.
///
/// The constructors throw IllegalArgumentException for components that no fitting could give.
public sealed interface FittedTarget {

    /// The target column in the data.
    String name();

    /// How the column is read where a file has it.
    Schema.Type type();

    Task task();

    /// Classes: class i is `classes[i]`.
    ///
    /// @param classes 2 or more, distinct; in ascending order, as numbers where they were numbers
    /// @param type `NUMBER` if the labels were numbers, so that a file's `1.0` is the label `1`; else
    ///     `CATEGORY`
    record Labels(String name, List<String> classes, Schema.Type type) implements FittedTarget {

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

        /// The class of a label, −1 if there is none.
        public int indexOf(String label) {
            return classes.indexOf(label);
        }
    }

    /// A number that the network sees as (y − mean) / deviation.
    ///
    /// @param mean finite
    /// @param deviation positive and finite
    record Scaled(String name, double mean, double deviation) implements FittedTarget {

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
        public Task task() {
            return Task.REGRESSION;
        }

        /// What the network sees of a value, kept within ±10⁶ so that it stays a float.
        public double scale(double value) {
            // In halves, because the difference of two values of opposite sign may overflow.
            return RowEncoder.bounded((0.5 * value - 0.5 * mean) / deviation * 2);
        }

        /// The value in units of the target for an output of the network.
        public double restore(double output) {
            return output * deviation + mean;
        }
    }
}
