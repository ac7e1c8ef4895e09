package dev.lamina.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// How much each row counts in training: by a column, by its class, or by both, whose weights are multiplied.
/// Immutable.
public sealed interface RowWeights {

    /// The weight of each row, in units in which their mean is 1: only their ratios matter, as the cost of a
    /// batch is a weighted mean. A row of weight 0 does not count at all.
    ///
    /// @throws DataException if there are no such weights, one is negative or not finite, or all are 0
    default double[] of(Examples examples) {
        double[] weights = raw(examples);
        double greatest = greatest(examples, weights);
        double mean = Arrays.stream(weights)
                .map(weight -> weight / greatest)
                .average()
                .orElse(1);
        return Arrays.stream(weights).map(weight -> weight / greatest / mean).toArray();
    }

    /// The weight of each row, in units in which the greatest is from 1 to 2: other than a mean, that does
    /// not depend on the order of the rows. The units are a power of two, so that nothing is rounded.
    ///
    /// @throws DataException as [#of] does
    default double[] shared(Examples examples) {
        double[] weights = raw(examples);
        double unit = unit(greatest(examples, weights));
        return Arrays.stream(weights).map(weight -> weight * unit).toArray();
    }

    /// What [#shared] multiplies weights by.
    ///
    /// @param greatest of the weights, above 0
    static double unit(double greatest) {
        return Math.scalb(1.0, -Math.getExponent(greatest));
    }

    private static double greatest(Examples examples, double[] weights) {
        double greatest = Arrays.stream(weights).max().orElse(0);
        if (!(greatest > 0)) {
            throw new DataException(
                    examples.table().origin().source() + ": every row has the weight 0, so that none would count");
        }
        return greatest;
    }

    /// The weights in units of their own.
    private double[] raw(Examples examples) {
        return switch (this) {
            case OfColumn(String column) -> ofColumn(examples, column);
            case Balanced() -> ofClasses(examples, balanced(examples));
            case OfClasses(Map<String, Double> weights) -> ofClasses(examples, weights);
            case Product(RowWeights first, RowWeights second) -> {
                double[] a = first.of(examples);
                double[] b = second.of(examples);
                yield IntStream.range(0, a.length)
                        .mapToDouble(row -> a[row] * b[row])
                        .toArray();
            }
        };
    }

    /// The numbers of a column, which should then be no input: [Examples#without].
    record OfColumn(String column) implements RowWeights {

        public OfColumn {
            Objects.requireNonNull(column, "column");
        }
    }

    /// Every class counts the same in all: n / (K · nᶜ) for each of its nᶜ rows, of n rows and K classes.
    record Balanced() implements RowWeights {}

    /// A weight for the rows of each class.
    ///
    /// @param weights by label; finite and 0 or more, one for each class
    record OfClasses(Map<String, Double> weights) implements RowWeights {

        public OfClasses {
            weights = Map.copyOf(weights);
        }
    }

    /// The products of two.
    record Product(RowWeights first, RowWeights second) implements RowWeights {}

    private static double[] ofColumn(Examples examples, String column) {
        Origin origin = examples.table().origin();
        if (column.equals(examples.target())) {
            throw new DataException(
                    origin.source() + ": the target " + NameText.quote(column) + " cannot be the weight of the rows");
        }
        double[] values = new RequiredColumns(examples.table()).numbers(column);
        for (int row = 0; row < values.length; row++) {
            if (!(values[row] >= 0)) {
                throw new DataException(origin.of(row) + ": column " + NameText.quote(column) + " has "
                        + (Double.isNaN(values[row]) ? "no weight" : "the weight " + ValueText.number(values[row]))
                        + ", expected a number of 0 or more; 0 leaves the row out");
            }
        }
        return values;
    }

    private static Map<String, Double> balanced(Examples examples) {
        Column.Categories labels = labels(examples);
        int[] counts = labels.counts();
        long classes = Arrays.stream(counts).filter(count -> count > 0).count();
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                weights.put(labels.words().get(code), (double) examples.rows() / ((double) classes * counts[code]));
            }
        }
        return weights;
    }

    private static double[] ofClasses(Examples examples, Map<String, Double> weights) {
        Column.Categories labels = labels(examples);
        FittedTarget.Labels known = PipelineFitter.labels(examples);
        double[] ofClass = new double[known.classes().size()];
        Arrays.fill(ofClass, Double.NaN);
        weights.forEach((label, weight) -> {
            int index = known.indexOf(label);
            if (index < 0) {
                throw wrong(examples, "no class " + NameText.quote(label), known.classes());
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw wrong(
                        examples,
                        "class " + NameText.quote(label) + " has the weight " + weight
                                + ", expected a finite number of 0 or more",
                        known.classes());
            }
            ofClass[index] = weight;
        });
        for (int i = 0; i < ofClass.length; i++) {
            if (Double.isNaN(ofClass[i])) {
                throw wrong(
                        examples,
                        "no weight for class " + NameText.quote(known.classes().get(i)),
                        known.classes());
            }
        }
        double[] ofCode = labels.words().stream()
                .mapToInt(known.classes()::indexOf)
                .mapToDouble(index -> index < 0 ? 0 : ofClass[index])
                .toArray();
        return Arrays.stream(labels.codes()).mapToDouble(code -> ofCode[code]).toArray();
    }

    private static Column.Categories labels(Examples examples) {
        if (examples.task() != Task.CLASSIFICATION) {
            throw new DataException(examples.table().origin().source() + ": " + NameText.quote(examples.target())
                    + " is a number to predict and has no classes to weight; weight rows by a column, or train a"
                    + " classification");
        }
        return examples.labels();
    }

    private static DataException wrong(Examples examples, String what, List<String> classes) {
        return new DataException("class weights of " + NameText.quote(examples.target()) + ": " + what
                + "; the classes are " + NameText.list(classes));
    }
}
