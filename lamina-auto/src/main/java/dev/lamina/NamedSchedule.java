package dev.lamina;

import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.train.Trainer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A course of the learning rate that its name is enough for.
record NamedSchedule(
        String name, Schedule schedule, @Nullable ReduceOnPlateau plateau) {

    static final NamedSchedule CONSTANT = new NamedSchedule("constant", new Schedule.Constant());

    static final NamedSchedule WARM_UP_COSINE =
            new NamedSchedule("warm-up-cosine", new Schedule.WarmUp(0.02, new Schedule.Cosine()));

    /// Those with numbers of their own: step as image networks of 100 epochs are trained; multi-step as in He
    /// et al., "Deep residual learning" (arXiv 1512.03385), for CIFAR; three warm restarts, each twice as long
    /// as the one before.
    private static final List<NamedSchedule> ALL = List.of(
            CONSTANT,
            new NamedSchedule("linear", new Schedule.Linear(1, 0)),
            new NamedSchedule("step", new Schedule.StepDecay(0.3, 0.1)),
            new NamedSchedule("multi-step", new Schedule.MultiStepDecay(List.of(0.5, 0.75), 0.1)),
            new NamedSchedule("exponential", new Schedule.Exponential(0.01)),
            new NamedSchedule("polynomial", new Schedule.Polynomial(2)),
            new NamedSchedule("cosine", new Schedule.Cosine()),
            new NamedSchedule("warm-restarts", new Schedule.WarmRestarts(1 / 7.0, 2, 0)),
            new NamedSchedule("one-cycle", Schedule.OneCycle.defaults()),
            new NamedSchedule("warm-up", new Schedule.WarmUp(0.05, new Schedule.Constant())),
            WARM_UP_COSINE,
            new NamedSchedule("plateau", new Schedule.Constant(), ReduceOnPlateau.defaults()));

    private NamedSchedule(String name, Schedule schedule) {
        this(name, schedule, null);
    }

    /// The schedule of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static NamedSchedule named(String name) {
        for (NamedSchedule known : ALL) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        throw new IllegalArgumentException("unknown schedule \"" + name + "\"; known are "
                + ALL.stream().map(NamedSchedule::name).collect(Collectors.joining(", ")));
    }

    void applyTo(Trainer trainer) {
        trainer.schedule(schedule);
        if (plateau != null) {
            trainer.reduceOnPlateau(plateau);
        }
    }
}
