package dev.lamina.explain;

import dev.lamina.data.Table;
import dev.lamina.model.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// All that explains the prediction for one row. Immutable.
///
/// @param place where the row is from, such as `flats.csv:17`
/// @param shapley what each column contributes
/// @param counterfactual what would have to change; empty if that was not asked for
public record RowExplanation(String place, Shapley shapley, Optional<Counterfactual> counterfactual) {

    /// Explains rows, in their order.
    ///
    /// @param background rows like those of training, which the rows are compared with and changes come from
    /// @param changes how changes are searched for; empty if they are not wanted
    /// @throws IllegalArgumentException as [Shapley#of] and [Counterfactual#of] do
    /// @throws dev.lamina.data.DataException as these do
    public static List<RowExplanation> of(
            Model model,
            Table background,
            Table rows,
            ShapleySettings contributions,
            Optional<CounterfactualSettings> changes) {
        List<Shapley> shapley = Shapley.of(model, background, rows, contributions);
        List<Counterfactual> counterfactuals = changes.map(
                        settings -> Counterfactual.of(model, background, rows, settings))
                .orElse(List.of());
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> new RowExplanation(
                        rows.origin().of(row),
                        shapley.get(row),
                        counterfactuals.isEmpty() ? Optional.empty() : Optional.of(counterfactuals.get(row))))
                .toList();
    }
}
