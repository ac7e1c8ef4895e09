package dev.lamina.report.run;

import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.TrainingResult;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.List;

/// Reports of small trainings for tests.
public final class Reports {

    private Reports() {}

    /// Trains one small network in two folds, or on a share of the rows.
    public static TrainingResult train(Table table, String target, int folds) {
        TableSettings settings = TableSettings.forTarget(target)
                .with(TableOptions.LAYERS, List.of(8))
                .with(TableOptions.EPOCHS, 5);
        List<TrainingResult> results = new ArrayList<>();
        TableTrainer.of(folds > 1 ? settings.with(TableOptions.FOLDS, folds) : settings.validation(0.3))
                .control(TrainingControl.defaults().threads(1))
                .finished(results::add)
                .fit(table);
        return results.getFirst();
    }

    /// The report of such a training.
    public static RunReport report(Table table, String target, int folds) {
        return RunReport.of(train(table, target, folds), "m.safetensors", "lamina train", 1);
    }
}
