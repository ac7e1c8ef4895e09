package dev.lamina;

import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.RowWeights;
import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The weights of classes as the command line gives them: `balanced`, or a file with the columns label and
/// weight.
final class ClassWeights {

    private static final String BALANCED = "balanced";
    private static final String LABEL = "label";
    private static final String WEIGHT = "weight";

    private ClassWeights() {}

    /// @throws IllegalArgumentException if the file cannot be read or holds something else
    static RowWeights parse(String text) {
        if (text.equals(BALANCED)) {
            return new RowWeights.Balanced();
        }
        try {
            return new RowWeights.OfClasses(weights(
                    TableReader.defaults().categories(Set.of(LABEL)).read(text).table()));
        } catch (IOException | DataException e) {
            throw new IllegalArgumentException(
                    "class-weight: " + e.getMessage() + "; expected " + BALANCED
                            + " or a file with the columns label and weight, one row for each class",
                    e);
        }
    }

    private static Map<String, Double> weights(Table table) {
        Column.Categories labels = (Column.Categories) table.require(LABEL);
        if (!(table.require(WEIGHT) instanceof Column.Numbers numbers)) {
            throw new DataException(table.origin().source() + ": the weights are no numbers");
        }
        Map<String, Double> weights = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            if (labels.missing(row)) {
                throw new DataException(table.origin().of(row) + ": no label");
            }
            String label = labels.words().get(labels.codes()[row]);
            if (weights.put(label, numbers.values()[row]) != null) {
                throw new DataException(table.origin().of(row) + ": the label \"" + label + "\" is there twice");
            }
        }
        return weights;
    }

    /// As a model's provenance tells them.
    static String print(RowWeights weights) {
        return switch (weights) {
            case RowWeights.Balanced() -> BALANCED;
            case RowWeights.OfClasses(Map<String, Double> ofLabels) ->
                new TreeMap<>(ofLabels)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(", "));
            case RowWeights.OfColumn(String column) -> column;
            case RowWeights.Product(RowWeights first, RowWeights second) -> print(first) + " × " + print(second);
        };
    }
}
