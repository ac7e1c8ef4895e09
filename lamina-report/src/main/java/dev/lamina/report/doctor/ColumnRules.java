package dev.lamina.report.doctor;

import dev.lamina.TrainingResult;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Leakage;
import dev.lamina.explain.Importance;
import dev.lamina.model.Evaluation;
import java.util.List;
import java.util.Optional;

/// What the columns tell: those that know too much, and those that know nothing.
final class ColumnRules {

    /// The share of all importance above which one column is the whole model.
    private static final double ALL = 0.95;

    /// What the errors are beside those of the baseline where metrics are too good to be true.
    private static final double NEARLY_NONE = 0.05;

    /// The share of all importance below which a column is not missed, whatever chance did.
    /// Of fewer rows, that nothing is seen of a column says little of it.
    private static final int ENOUGH_ROWS = 1000;

    private static final double NOTHING = 0.02;

    /// The share of the columns from which on it is worth to leave them out.
    private static final double MANY = 0.5;

    private ColumnRules() {}

    /// The columns that [Leakage] names.
    static Optional<Finding.TargetGivenAway> givenAway(TrainingResult result) {
        FittedTarget target = result.model().pipeline().target();
        List<Leakage.Telltale> columns = Leakage.telltales(
                Examples.of(result.data(), target.name(), target.task()),
                result.model().pipeline());
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Finding.TargetGivenAway(columns));
    }

    /// A single column that has nearly all importance in a model that hardly errs: one in twenty of the
    /// baseline's wrong rows, or of its RMSE (Kaufman, Rosset, Perlich, "Leakage in data mining", 2012: what
    /// is too good to be true is to be looked into). Not several that say the same, as three of iris do.
    static Optional<Finding.OneColumnTellsAll> tellsAll(Evaluation evaluation, Importance importance) {
        double errors = switch (evaluation) {
            case Evaluation.Classification classes -> (1 - classes.accuracy()) / (1 - classes.baseline());
            case Evaluation.Regression values -> values.rmse() / values.baseline();
        };
        double all = all(importance);
        // NaN where the rows held out have one class or value only.
        if (!(errors <= NEARLY_NONE) || importance.groups().size() < 2) {
            return Optional.empty();
        }
        Importance.Group first = importance.groups().getFirst();
        double share = first.mean() / all;
        return first.columns().size() == 1 && share >= ALL && first.low() > 0
                ? Optional.of(new Finding.OneColumnTellsAll(first.columns().getFirst(), share, errors))
                : Optional.empty();
    }

    /// Columns whose interval of importance holds 0 and ends at 2 % of all importance, where they are half of
    /// all columns or more: a few are in every sound table, and hardly cost anything.
    static Optional<Finding.IdleColumns> idle(Importance importance) {
        if (importance.rows() < ENOUGH_ROWS) {
            return Optional.empty();
        }
        double all = all(importance);
        List<String> idle = importance.groups().stream()
                .filter(group -> group.low() <= 0 && group.high() <= NOTHING * all)
                .flatMap(group -> group.columns().stream())
                .toList();
        long columns = importance.groups().stream()
                .mapToLong(group -> group.columns().size())
                .sum();
        return idle.isEmpty() || idle.size() < MANY * columns
                ? Optional.empty()
                : Optional.of(new Finding.IdleColumns(idle, columns));
    }

    private static double all(Importance importance) {
        return importance.groups().stream()
                .mapToDouble(group -> Math.max(0, group.mean()))
                .sum();
    }
}
