package dev.lamina;

import dev.lamina.core.metric.Metric;
import dev.lamina.model.Model;
import dev.lamina.tune.Configuration;
import dev.lamina.tune.SettingEffect;
import dev.lamina.tune.Trial;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a search found. Immutable.
///
/// @param model of the best trial's configuration, as [TableTrainer] trains it with [TableOptions#RECIPE]
/// @param metric of the scores
/// @param folds how many parts of the rows validated
/// @param asked for so many trials; fewer were done if time was up or it was asked to stop
/// @param trials in the order in which they were proposed, each of which reached one fold at least; the first one
///     has the defaults
/// @param best of those that reached every fold, if one did
/// @param effects which settings mattered: of the best trial's recipe, and the recipe itself; the largest
///     first
public record TuneResult(
        Model model, Metric metric, int folds, int asked, List<Trial> trials, Trial best, List<SettingEffect> effects) {

    public TuneResult {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(best, "best");
        trials = List.copyOf(trials);
        effects = List.copyOf(effects);
    }

    /// What `train` takes as `--recipe` to train the same model.
    public Configuration recipe() {
        return best.configuration();
    }

    /// The mean of a trial's scores on the folds that it reached; NaN if a training failed.
    public double score(Trial trial) {
        return score(metric, trial.cost());
    }

    /// A trial's score on each fold; NaN where it did not reach it or training failed.
    public List<Double> scores(Trial trial) {
        return IntStream.range(0, folds)
                .mapToObj(fold -> score(metric, trial.cost(fold)))
                .toList();
    }

    /// A cost as the metric has it.
    static double score(Metric metric, double cost) {
        return !Double.isFinite(cost) ? Double.NaN : metric.higherIsBetter() ? -cost : cost;
    }
}
