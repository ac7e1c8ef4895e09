package dev.lamina;

import dev.lamina.TableTrainer.Prepared;
import dev.lamina.TrainingRows.Encoding;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.DivergenceException;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.FittedTarget;
import dev.lamina.tune.Configuration;
import dev.lamina.tune.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What a configuration costs on a fold: a network is trained on the other rows, as a training with this
/// recipe would train it, and judged on those of the fold at each end that its training may have. Networks
/// are kept until they are forgotten, so that the best ones need not be trained again.
final class FoldObjective implements Objective {

    private final TableSettings settings;
    private final Prepared prepared;
    private final TrainingControl control;
    private final SideBySide cores;
    private final Map<Recipe, Map<Integer, TrainedMember>> kept = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();

    /// @param control threads, stop request and time budget, which begins now
    FoldObjective(TableSettings settings, Prepared prepared, TrainingControl control) {
        this.settings = settings;
        this.prepared = prepared;
        this.control = control;
        this.cores = new SideBySide(control.threads());
    }

    @Override
    public void evaluate(List<Unit> units, Consumer<Outcome> done) {
        List<PlannedMember> plans = units.stream().map(this::plan).toList();
        plans.forEach(plan -> prepared.rows().encoded(plan.recipe().pipeline()));
        cores.run(IntStream.range(0, units.size()).boxed().toList(), i -> {
            evaluate(units.get(i), plans.get(i), cores.threadsEach(units.size()))
                    .ifPresent(outcome -> tell(outcome, done));
            return i;
        });
    }

    private synchronized void tell(Outcome outcome, Consumer<Outcome> done) {
        done.accept(outcome);
    }

    private PlannedMember plan(Unit unit) {
        return Portfolio.of(
                        settings.with(TableOptions.RECIPE, unit.configuration()),
                        TrainingControl.defaults(),
                        prepared.task().task(),
                        prepared.rows(),
                        prepared.splits())
                .members()
                .get(unit.fold());
    }

    /// Empty if the search is to end before it is done.
    private Optional<Outcome> evaluate(Unit unit, PlannedMember plan, int threads) {
        if (ended()) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        Encoding encoding = prepared.rows().encoded(plan.recipe().pipeline());
        ChosenMetric metric = metric(encoding.pipeline().target());
        List<Double> costs;
        try {
            TrainedMember member = new MemberTraining(
                            prepared.rows(),
                            metric.chooses(),
                            settings.given(TableOptions.SHARDS),
                            TrainingControl.defaults().threads(threads).stopWhen(this::ended),
                            report -> {},
                            (report, parameters, gradients) -> {},
                            warning -> {},
                            any -> Optional.empty())
                    .train(List.of(plan))
                    .getFirst();
            if (!member.complete()) {
                return Optional.empty();
            }
            costs = costs(member, encoding, metric);
            kept.computeIfAbsent(plan.recipe(), recipe -> new ConcurrentHashMap<>())
                    .put(plan.fold(), member);
        } catch (DivergenceException e) {
            costs = List.of();
        }
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3;
        return Optional.of(new Outcome(unit, costs, seconds));
    }

    private static List<Double> costs(TrainedMember member, Encoding encoding, ChosenMetric metric) {
        int[] rows = member.plan().split().validation();
        FittedTarget target = encoding.pipeline().target();
        Matrix actual = TrainingRows.select(encoding.targets(), rows);
        return member.ends().stream()
                .map(end -> finite(metric.costInUnits(
                        Assembly.judged(target, end.heldOut()), actual, Assembly.counts(encoding.weights(), rows))))
                .toList();
    }

    /// A metric that is undefined for the rows of a fold is so for every trial, and judges none of them.
    private static double finite(double cost) {
        return Double.isNaN(cost) ? 0 : Math.clamp(cost, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private boolean ended() {
        return control.stopRequest().getAsBoolean()
                || cores.interrupted()
                || control.timeBudget()
                        .filter(budget -> System.nanoTime() - start >= budget.toNanos())
                        .isPresent();
    }

    /// What judges networks with a recipe.
    ///
    /// @throws IllegalArgumentException if the metric that is given does not suit the target
    ChosenMetric metric(FittedTarget target) {
        return ChosenMetric.of(settings, target);
    }

    /// The network of a plan, if it was trained and not forgotten.
    Optional<TrainedMember> known(PlannedMember plan) {
        return Optional.ofNullable(kept.get(plan.recipe())).map(folds -> folds.get(plan.fold()));
    }

    void forget(Configuration configuration) {
        kept.remove(RecipeSpace.recipe(configuration, settings, prepared.task().task()));
    }
}
