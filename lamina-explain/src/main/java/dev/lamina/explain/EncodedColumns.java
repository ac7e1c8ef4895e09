package dev.lamina.explain;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the numbers stand that a column of the table becomes in a row of a model's [Encoder]: as these numbers depend
/// on no other column, to move them from row to row is to move the cells of the column.
final class EncodedColumns {

    private final Map<String, List<Window>> windows = new HashMap<>();

    /// Numbers that stand side by side.
    ///
    /// @param from the first of them
    record Window(int from, int width) {

        /// Gives a row these numbers of another one.
        ///
        /// @param start of the other row in `source`
        /// @param to where the row starts in `target`
        void copy(float[] source, int start, float[] target, int to) {
            System.arraycopy(source, start + from, target, to + from, width);
        }
    }

    EncodedColumns(Model model) {
        int next = 0;
        for (FittedPipeline pipeline : model.pipelines()) {
            for (FittedColumn column : pipeline.columns()) {
                windows.computeIfAbsent(column.name(), _ -> new ArrayList<>()).add(new Window(next, column.width()));
                next += column.width();
            }
        }
    }

    /// For each of these columns its windows.
    List<List<Window>> ofEach(List<String> columns) {
        return columns.stream().map(column -> of(List.of(column))).toList();
    }

    /// The windows of all these columns; none of those that the model does not read.
    List<Window> of(List<String> columns) {
        return columns.stream()
                .flatMap(column -> windows.getOrDefault(column, List.of()).stream())
                .toList();
    }
}
