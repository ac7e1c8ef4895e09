package dev.lamina;

import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A learning-rate schedule with settings that suit most trainings, to be asked for by its name.
///
/// @param plateau what lowers the learning rate beside the schedule when training stops improving
public record NamedSchedule(String name, Schedule schedule, Optional<ReduceOnPlateau> plateau) {

    public NamedSchedule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(plateau, "plateau");
    }

    static final NamedSchedule CONSTANT = new NamedSchedule("constant", new Schedule.Constant());

    static final NamedSchedule WARM_UP_COSINE =
            new NamedSchedule("warm-up-cosine", new Schedule.WarmUp(0.02, new Schedule.Cosine()));

    /// Step as image networks of 100 epochs are trained; multi-step as in He et al., "Deep residual learning"
    /// (arXiv 1512.03385), for CIFAR; three warm restarts, each twice as long as the one before.
    private static final List<NamedSchedule> ALL = List.of(
            CONSTANT,
            new NamedSchedule("linear", new Schedule.Linear(1, 0)),
            new NamedSchedule("step", new Schedule.StepDecay(0.3, 0.1)),
            new NamedSchedule("multi-step", new Schedule.MultiStepDecay(List.of(0.5, 0.75), 0.1)),
            new NamedSchedule("exponential", new Schedule.Exponential(0.01)),
            new NamedSchedule("polynomial", new Schedule.Polynomial(2)),
            new NamedSchedule("cosine", new Schedule.Cosine()),
            new NamedSchedule("log-cosine", new Schedule.LogCosine(4)),
            new NamedSchedule("flat-cosine", new Schedule.FlatCosine()),
            new NamedSchedule("warm-restarts", new Schedule.WarmRestarts(1 / 7.0, 2, 0)),
            new NamedSchedule("one-cycle", Schedule.OneCycle.defaults()),
            new NamedSchedule("warm-up", new Schedule.WarmUp(0.05, new Schedule.Constant())),
            WARM_UP_COSINE,
            new NamedSchedule("plateau", new Schedule.Constant(), Optional.of(ReduceOnPlateau.defaults())));

    private NamedSchedule(String name, Schedule schedule) {
        this(name, schedule, Optional.empty());
    }

    /// Every schedule that has a name.
    public static List<NamedSchedule> all() {
        return ALL;
    }

    /// The schedule of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist
    public static NamedSchedule named(String name) {
        return ALL.stream()
                .filter(known -> known.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown schedule \"" + name + "\"; known are "
                        + ALL.stream().map(NamedSchedule::name).collect(Collectors.joining(", "))));
    }
}
