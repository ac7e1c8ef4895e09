package dev.lamina.spark;

import dev.lamina.data.DataException;
import dev.lamina.spark.RowSchema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/// What the elements of a vector are called.
final class VectorNames {

    private VectorNames() {}

    /// The names that the column's attributes have, such as those of a VectorAssembler; else the column's
    /// name with the number of the element, such as `features_0`. None if the inputs are no vector.
    ///
    /// @throws DataException if the vectors' size is not known and there is no vector
    static List<String> of(Dataset<Row> rows, List<String> inputs) {
        String name = inputs.getFirst();
        if (inputs.size() > 1 || RowSchema.kind(rows.schema(), name) != Kind.VECTOR) {
            return List.of();
        }
        AttributeGroup group = AttributeGroup.fromStructField(field(rows, name));
        List<String> names = attributes(group);
        return names.isEmpty() ? numbered(name, group.size() >= 0 ? group.size() : size(rows, name)) : names;
    }

    private static StructField field(Dataset<Row> rows, String name) {
        return rows.schema().apply(name);
    }

    /// The names of all attributes; none if one has no name or two have the same.
    static List<String> attributes(AttributeGroup group) {
        if (group.attributes().isEmpty()) {
            return List.of();
        }
        Attribute[] attributes = group.attributes().get();
        List<String> names = Stream.of(attributes)
                .flatMap(attribute -> attribute.name().isDefined()
                        ? Stream.of(attribute.name().get())
                        : Stream.empty())
                .toList();
        return new HashSet<>(names).size() == attributes.length ? names : List.of();
    }

    private static List<String> numbered(String name, int size) {
        return IntStream.range(0, size).mapToObj(i -> name + "_" + i).toList();
    }

    private static int size(Dataset<Row> rows, String name) {
        org.apache.spark.sql.Column column = functions.col("`" + name.replace("`", "``") + "`");
        List<Row> first = rows.select(column).filter(column.isNotNull()).takeAsList(1);
        if (first.isEmpty()) {
            throw new DataException("column \"" + name + "\" has no vector");
        }
        return ((Vector) first.getFirst().get(0)).size();
    }
}
