package dev.lamina.report.doctor;

import dev.lamina.TableOptions;
import dev.lamina.TrainingResult;
import dev.lamina.data.Table;
import dev.lamina.explain.Importance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks through a training that has ended for what a person should know: few things, and sure ones. Of
/// networks that a preset made nothing is said that only its own settings could change: their rates rise
/// and fall on purpose, their regularisation is chosen, and each counts by what it predicts for rows held
/// out.
public final class Doctor {

    private static final int MOST_ROWS = 2000;

    private Doctor() {}

    /// What is to be told, the most important first; empty for a training without a fault. The same for the
    /// same result. Takes a pass of each network of the model over 2,000 rows at most, and a look at every
    /// cell.
    public static List<Finding> examine(TrainingResult result) {
        return examine(result, Optional.empty());
    }

    /// The same with what is to be told of the importance of the columns.
    ///
    /// @param importance by the rows held out
    public static List<Finding> examine(TrainingResult result, Importance importance) {
        return examine(result, Optional.of(importance));
    }

    private static List<Finding> examine(TrainingResult result, Optional<Importance> importance) {
        Optional<Finding.TargetGivenAway> away = ColumnRules.givenAway(result);
        return Stream.<Optional<? extends Finding>>of(
                        away,
                        importance
                                .filter(_ -> away.isEmpty())
                                .flatMap(known -> ColumnRules.tellsAll(result.evaluation(), known)),
                        HeldOutRules.learnedNothing(result),
                        CurveRules.learningRate(result),
                        UnitRule.idle(result),
                        CurveRules.overfitting(result),
                        HeldOutRules.rareClasses(result),
                        CurveRules.stillLearning(result),
                        HeldOutRules.fewRows(result),
                        importance.flatMap(ColumnRules::idle))
                .<Finding>flatMap(Optional::stream)
                .toList();
    }

    /// All rows, or 2,000 of them, evenly spaced.
    static Table some(Table table) {
        int count = Math.min(table.rows(), MOST_ROWS);
        return table.select(IntStream.range(0, count)
                .map(i -> (int) ((long) i * table.rows() / count))
                .toArray());
    }

    /// Whether a preset or a search made the networks.
    static boolean preset(TrainingResult result) {
        Set<String> settings = result.model().provenance().training().values().keySet();
        return settings.contains(TableOptions.PRESET.name()) || settings.contains(TableOptions.RECIPE.name());
    }
}
