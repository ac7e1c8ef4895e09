package dev.lamina.model;

import dev.lamina.data.Table;
import java.util.Objects;

/// Rows whose target is known, and the model that is judged by them: one that was not trained on them, if what it knows
/// is to hold for new rows.
///
/// @param model whose columns and target the table has
/// @param table one row or more, with a target in each
public record ModelRows(Model model, Table table) {

    /// @throws IllegalArgumentException if there are no rows
    public ModelRows {
        Objects.requireNonNull(model, "model");
        if (table.rows() == 0) {
            throw new IllegalArgumentException(table.origin().source() + " has no rows to judge a model by");
        }
    }
}
