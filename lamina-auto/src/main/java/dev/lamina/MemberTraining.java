package dev.lamina;

import dev.lamina.TrainedMember.End;
import dev.lamina.TrainingRows.Encoding;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.DivergenceException;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.model.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Trains the networks of a model side by side. What comes out depends on the plan and the rows alone, unless
/// the time or a request ends it: then those are left that saw every row once.
final class MemberTraining {

    private final TrainingRows rows;
    private final Optional<Metric> metric;
    private final Optional<Integer> shards;
    private final TrainingControl control;
    private final Consumer<MemberReport> listener;
    private final MemberWatcher watcher;
    private final Consumer<String> warnings;
    private final Function<PlannedMember, Optional<TrainedMember>> known;
    private final SideBySide cores;
    private final long start = System.nanoTime();

    /// @param metric that chooses the best epoch; empty for the validation cost
    /// @param shards that the rows of each training are divided into; empty if they are not
    /// @param known gives a network that has been trained already as the plan has it
    MemberTraining(
            TrainingRows rows,
            Optional<Metric> metric,
            Optional<Integer> shards,
            TrainingControl control,
            Consumer<MemberReport> listener,
            MemberWatcher watcher,
            Consumer<String> warnings,
            Function<PlannedMember, Optional<TrainedMember>> known) {
        this.rows = rows;
        this.metric = metric;
        this.shards = shards;
        this.control = control;
        this.listener = listener;
        this.watcher = watcher;
        this.warnings = warnings;
        this.known = known;
        this.cores = new SideBySide(control.threads());
    }

    /// Those that can predict, in the order of the plan; never empty. Of networks that were cut short, at a
    /// learning rate that was still high, none is kept where others came to their end.
    ///
    /// @throws DivergenceException if no network stayed within the finite numbers
    List<TrainedMember> train(List<PlannedMember> plan) {
        plan.forEach(member -> rows.encoded(member.recipe().pipeline()));
        List<Outcome> outcomes =
                cores.run(IntStream.range(0, plan.size()).boxed().toList(), i -> train(plan.get(i), i, plan.size()));
        List<TrainedMember> trained = new ArrayList<>();
        Set<String> failures = new HashSet<>();
        @Nullable DivergenceException first = null;
        for (Outcome outcome : outcomes) {
            if (outcome.trained() != null) {
                trained.add(outcome.trained());
            }
            DivergenceException failure = outcome.failure();
            if (failure != null) {
                first = first == null ? failure : first;
                if (failures.add(String.valueOf(failure.getMessage()))) {
                    warnings.accept("a network was left out: " + failure.getMessage());
                }
            }
        }
        if (trained.isEmpty() && first != null) {
            throw first;
        }
        return Stream.<Predicate<TrainedMember>>of(TrainedMember::complete, TrainedMember::whole)
                .map(kept -> trained.stream().filter(kept).toList())
                .filter(kept -> !kept.isEmpty())
                .findFirst()
                .orElse(List.of(trained.getFirst()));
    }

    /// @param trained null if it was not begun any more, or failed
    private record Outcome(
            @Nullable TrainedMember trained, @Nullable DivergenceException failure) {}

    private Outcome train(PlannedMember member, int number, int members) {
        Optional<TrainedMember> before = known.apply(member);
        if (before.isPresent()) {
            report(new MemberReport(number + 1, members, before.get().last(), true));
            return new Outcome(before.get(), null);
        }
        Optional<Duration> left = control.timeBudget().map(budget -> budget.minusNanos(System.nanoTime() - start));
        boolean late = stops() || left.filter(time -> !time.isPositive()).isPresent();
        if (late && number > 0) {
            return new Outcome(null, null);
        }
        TrainingControl own = TrainingControl.defaults()
                .threads(cores.threadsEach(members))
                .stopWhen(this::stops)
                .listener(report -> report(new MemberReport(number + 1, members, report, false)))
                .watcher((report, parameters, gradients) ->
                        watch(new MemberReport(number + 1, members, report, false), parameters, gradients));
        if (left.isPresent()) {
            own = own.timeBudget(left.get().isPositive() ? left.get() : Duration.ofMillis(1));
        }
        try {
            TrainedMember trained = train(member, members, own);
            report(new MemberReport(number + 1, members, trained.last(), true));
            return new Outcome(trained, null);
        } catch (DivergenceException e) {
            return new Outcome(null, e);
        }
    }

    private boolean stops() {
        return control.stopRequest().getAsBoolean() || cores.interrupted();
    }

    private synchronized void report(MemberReport report) {
        if (!report.done()) {
            control.listeners().forEach(each -> each.accept(report.epoch()));
        }
        listener.accept(report);
    }

    private synchronized void watch(MemberReport report, Parameters parameters, float[] gradients) {
        watcher.epoch(report, parameters, gradients);
    }

    private TrainedMember train(PlannedMember member, int members, TrainingControl own) {
        Encoding encoding = rows.encoded(member.recipe().pipeline());
        int[] training = member.split().training();
        int[] validation = member.split().validation();
        Matrix inputs =
                TrainingRows.select(encoding.inputs(), shards.isPresent() ? NetworkPlan.sample(training) : training);
        Recipe.Design design = member.recipe().design(encoding.pipeline(), inputs, member.effort());
        double work = member.recipe().work(design.network())
                * training.length
                * member.effort().epochs();
        Gemm.expect(3 * work * members); // forward, and back to weights and inputs; the others take about as much
        TrainingSettings settings = design.training().seed(member.seed());
        if (shards.isPresent()) {
            settings = settings.shards(shards.get());
        }
        if (metric.isPresent()) {
            settings = settings.monitor(metric.get());
        }
        List<Integer> epochs = member.recipe().ends(member.effort().epochs());
        List<TrainedNetwork> early = new ArrayList<>();
        Trainer trainer = Trainer.of(design.network(), design.loss())
                .settings(settings)
                .control(own.watcher((report, parameters, gradients) -> {
                    if (epochs.contains(report.epoch()) && report.epoch() < report.epochs()) {
                        early.add(at(report.epoch(), parameters.copy(), design));
                    }
                }));
        design.start().ifPresent(from -> trainer.startFrom(from.of(design.network(), inputs, member.seed())));
        TrainedNetwork network = trainer.fit(encoding.training(training), encoding.validation(validation));
        Matrix held = TrainingRows.select(encoding.inputs(), validation);
        List<End> ends = Stream.concat(early.stream(), Stream.of(network))
                .map(each -> new End(
                        each.bestEpoch(),
                        each.parameters(),
                        HeldOut.predictions(new Member(each, encoding.pipeline(), 1), held)))
                .toList();
        return new TrainedMember(member, network, encoding.pipeline(), ends);
    }

    private static TrainedNetwork at(int epoch, Parameters parameters, Recipe.Design design) {
        return new TrainedNetwork(design.network(), parameters, design.loss(), List.of(), epoch, StopReason.COMPLETED);
    }
}
