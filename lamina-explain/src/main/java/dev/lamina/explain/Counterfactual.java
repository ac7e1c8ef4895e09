package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.text.InWords;
import dev.lamina.data.DataException;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.ArrayList;
import java.util.List;

/// What would have to change for a model to predict otherwise for a row: the nearest changes of the fewest
/// columns (a counterfactual explanation; Wachter, Mittelstadt, Russell, "Counterfactual explanations without
/// opening the black box", 2017; with several alternatives as in Mothilal, Sharma, Tan, "Explaining machine
/// learning classifiers through diverse counterfactual explanations", 2020). Immutable.
///
/// The cells that a column may change to are cells of reference rows. Ways with fewer columns come first,
/// then those that are nearer. The distance is the sum over the changed columns, as Gower's (1971): for
/// numbers and times |a − b| over the spread of the column in the reference rows, from its 5 % to its 95 %
/// quantile; for words, and from a missing cell, 1.
///
/// All single columns are tried with all their candidates. For two and three columns the changes that came
/// nearest to the goal are combined with all others, within [CounterfactualSettings#evaluations]; where
/// candidates are few these are all combinations. What is found leads to the goal, but it says what the model
/// would predict, not what would happen.
///
/// @param before what is predicted for the row as it is
/// @param met whether that is the goal already, so that nothing has to change
/// @param alternatives the ways to the goal, each with other columns and none with all columns of one before
///     it; empty if none was found
public record Counterfactual(Predicted before, boolean met, List<Alternative> alternatives) {

    /// A way to the goal.
    ///
    /// @param changes in the order of the model's columns
    /// @param distance above 0
    /// @param after what is predicted for the changed row
    public record Alternative(List<Change> changes, double distance, Predicted after) {

        public Alternative {
            changes = List.copyOf(changes);
        }
    }

    /// A cell that changes.
    ///
    /// @param from the cell of the row, for people; empty for missing
    /// @param to the cell of a reference row
    public record Change(String column, String from, String to) {}

    public Counterfactual {
        alternatives = List.copyOf(alternatives);
    }

    /// Searches for each row, on all cores. Nothing is random.
    ///
    /// @param reference rows like those of training, from which the cells come
    /// @throws IllegalArgumentException if the goal is not for what the model predicts
    /// @throws DataException if a column to hold fixed is none of the model's, or a table is not as the model
    ///     expects it
    public static List<Counterfactual> of(Model model, Table reference, Table rows, CounterfactualSettings settings) {
        checkGoal(settings.goal(), model.pipeline().target());
        List<String> names =
                model.pipeline().columns().stream().map(FittedColumn::name).toList();
        for (String fixed : settings.fixed()) {
            if (!names.contains(fixed)) {
                throw new DataException("no column \"" + InWords.name(fixed)
                        + "\" to hold fixed; the model's columns are " + InWords.list(names, 20));
            }
        }
        Predictor predictor = model.predictor();
        List<List<EncodedColumns.Window>> columns = new EncodedColumns(model).ofEach(names);
        Candidates candidates = Candidates.of(model, reference, settings);
        Matrix encoded = predictor.encoder().transform(rows);
        Predictions predictions = predictor.predict(encoded);
        List<Counterfactual> found = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            Aim aim = Aim.of(settings.goal(), predictions, row);
            Predicted before = Predicted.of(predictions, row);
            found.add(
                    aim.isReached(predictions, row)
                            ? new Counterfactual(before, true, List.of())
                            : new Counterfactual(
                                    before,
                                    false,
                                    new CounterfactualSearch(
                                                    predictor,
                                                    columns,
                                                    aim,
                                                    candidates.encoded(),
                                                    encoded.rows(row, row + 1),
                                                    candidates.of(rows, row),
                                                    settings)
                                            .alternatives()));
        }
        return found;
    }

    private static void checkGoal(Goal goal, FittedTarget target) {
        String name = '"' + InWords.name(target.name()) + '"';
        switch (target) {
            case FittedTarget.Scaled _ -> {
                if (!(goal instanceof Goal.Reach)) {
                    throw new IllegalArgumentException(
                            "the model predicts values of " + name + ", not labels; say which value is to be reached");
                }
            }
            case FittedTarget.Labels labels -> {
                if (goal instanceof Goal.Reach) {
                    throw new IllegalArgumentException(
                            "the model predicts labels of " + name + ", not values; say which label is wanted");
                }
                if (goal instanceof Goal.Label(String label) && labels.indexOf(label) < 0) {
                    throw new IllegalArgumentException("the model has no class \"" + InWords.name(label)
                            + "\"; its classes are " + InWords.list(labels.classes(), 10));
                }
            }
        }
    }
}
