package dev.lamina.data;

import java.util.List;

/// What the network's outputs stand for. Immutable.
public sealed interface FittedTarget {

    /// The target column in the data.
    String name();

    /// Classes: class i is `classes[i]`.
    record Labels(String name, List<String> classes) implements FittedTarget {
        public Labels {
            classes = List.copyOf(classes);
        }
    }

    /// A number that the network sees as (y − mean) / deviation.
    ///
    /// @param deviation positive
    record Scaled(String name, double mean, double deviation) implements FittedTarget {

        /// The value in units of the target for an output of the network.
        public double restore(double output) {
            return output * deviation + mean;
        }
    }
}
