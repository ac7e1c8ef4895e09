package dev.lamina.core.train;

import dev.lamina.core.matrix.Team;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How a run is carried out and watched: what is no part of the result, apart from where it is cut short. Immutable;
/// each method with an argument gives a changed copy.
///
/// @param threads how many compute, 1 to 1,024; the result does not depend on it
/// @param listeners called after every epoch, on the training thread, in this order
/// @param watchers called then too, with parameters and gradients as they are
/// @param stopRequest asked before every batch; true ends training with the best parameters so far, as an interrupt of
///     the training thread does, which stays interrupted
/// @param timeBudget ends training after this time, within a batch's time; positive
/// @param checkpoints who keeps what the training can be resumed from
public record TrainingControl(
        int threads,
        List<Consumer<EpochReport>> listeners,
        List<EpochWatcher> watchers,
        BooleanSupplier stopRequest,
        Optional<Duration> timeBudget,
        Optional<Checkpoints> checkpoints) {

    /// Who keeps what a training can be resumed from, and how often.
    ///
    /// @param everySteps 1 or more
    /// @param keeper called after the step, on the training thread
    public record Checkpoints(long everySteps, Consumer<Checkpoint> keeper) {

        public Checkpoints {
            if (everySteps < 1) {
                throw new IllegalArgumentException(
                        "checkpoints are kept every " + everySteps + " steps, expected 1 or more");
            }
            Objects.requireNonNull(keeper, "keeper");
        }
    }

    public TrainingControl {
        Team.checkThreads(threads);
        listeners.forEach(listener -> Objects.requireNonNull(listener, "listener"));
        listeners = List.copyOf(listeners);
        watchers = List.copyOf(watchers);
        Objects.requireNonNull(stopRequest, "stopRequest");
        Objects.requireNonNull(timeBudget, "timeBudget");
        Objects.requireNonNull(checkpoints, "checkpoints");
        timeBudget.ifPresent(budget -> {
            if (!budget.isPositive()) {
                throw new IllegalArgumentException("time budget is " + budget + ", expected a positive duration");
            }
        });
    }

    /// As many threads as cores (1,024 at most), nobody listening, no stop before the end.
    public static TrainingControl defaults() {
        return new TrainingControl(
                Math.min(Runtime.getRuntime().availableProcessors(), Team.MOST_THREADS),
                List.of(),
                List.of(),
                () -> false,
                Optional.empty(),
                Optional.empty());
    }

    public TrainingControl threads(int threads) {
        return new TrainingControl(threads, listeners, watchers, stopRequest, timeBudget, checkpoints);
    }

    /// One more listener.
    public TrainingControl listener(Consumer<EpochReport> listener) {
        Objects.requireNonNull(listener, "listener");
        List<Consumer<EpochReport>> all =
                Stream.concat(listeners.stream(), Stream.of(listener)).toList();
        return new TrainingControl(threads, all, watchers, stopRequest, timeBudget, checkpoints);
    }

    /// One more watcher of the parameters.
    public TrainingControl watcher(EpochWatcher watcher) {
        Objects.requireNonNull(watcher, "watcher");
        List<EpochWatcher> all =
                Stream.concat(watchers.stream(), Stream.of(watcher)).toList();
        return new TrainingControl(threads, listeners, all, stopRequest, timeBudget, checkpoints);
    }

    public TrainingControl stopWhen(BooleanSupplier stopRequest) {
        return new TrainingControl(threads, listeners, watchers, stopRequest, timeBudget, checkpoints);
    }

    /// Hands over what training can be [resumed][Trainer#resume] from, every so many steps.
    ///
    /// @param everySteps 1 or more
    public TrainingControl checkpoints(long everySteps, Consumer<Checkpoint> keeper) {
        return new TrainingControl(
                threads,
                listeners,
                watchers,
                stopRequest,
                timeBudget,
                Optional.of(new Checkpoints(everySteps, keeper)));
    }

    public TrainingControl timeBudget(Duration budget) {
        return new TrainingControl(
                threads,
                listeners,
                watchers,
                stopRequest,
                Optional.of(Objects.requireNonNull(budget, "budget")),
                checkpoints);
    }

    /// What is set, one thing a line.
    @Override
    public String toString() {
        LabelledLines lines = new LabelledLines()
                .add("Threads", Integer.toString(threads))
                .add("Listeners", Integer.toString(listeners.size()));
        timeBudget.ifPresent(budget -> lines.add("Budget", InWords.duration(budget)));
        return lines.toString();
    }
}
