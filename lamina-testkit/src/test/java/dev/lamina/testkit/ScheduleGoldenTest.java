package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Schedule.OneCycle.Annealing;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Learning rates of a run against PyTorch's schedulers.
class ScheduleGoldenTest {

    /// Of the base rate: PyTorch computes some schedules step by step, and its roundings add up.
    private static final int ULPS = 4;

    private static final String PLATEAU = "plateau";

    static Stream<Arguments> plateaus() {
        return named(PLATEAU::equals);
    }

    static Stream<Arguments> warmUps() {
        return named("warm_up_then_cosine"::equals);
    }

    static Stream<Arguments> pureSchedules() {
        return named(name -> !name.equals(PLATEAU));
    }

    private static Stream<Arguments> named(Predicate<String> name) {
        return Golden.files("schedulers*.json").stream()
                .map(Golden::read)
                .flatMap(golden -> golden.get("schedules")
                        .valueStream()
                        .filter(schedule -> name.test(schedule.get("name").asString()))
                        .map(schedule -> Arguments.of(schedule.get("name").asString(), golden, schedule)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pureSchedules")
    void theRatesArePyTorchs(String name, JsonNode golden, JsonNode expected) {
        double base = golden.get("base_lr").asDouble();
        JsonNode rates = expected.has("lr_closed") ? expected.get("lr_closed") : expected.get("lr");
        JsonNode options = expected.get("options");
        long steps = steps(name, options, rates.size());
        Schedule schedule = schedule(name, options, base, (double) steps);
        for (int step = 0; step < rates.size(); step++) {
            assertThat(base * schedule.factor(step, steps))
                    .as(name + ", step " + step)
                    .isCloseTo(rates.get(step).asDouble(), within(ULPS * Math.ulp(base)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plateaus")
    void theRatesOnAPlateauArePyTorchs(String name, JsonNode golden, JsonNode expected) {
        double base = golden.get("base_lr").asDouble();
        JsonNode options = expected.get("options");
        assertThat(options.get("threshold_mode").asString()).isEqualTo("rel");
        ReduceOnPlateau.State state = new ReduceOnPlateau(
                        options.get("factor").asDouble(),
                        options.get("patience").asInt(),
                        options.get("threshold").asDouble(),
                        options.get("cooldown").asInt(),
                        options.get("min_lr").asDouble() / base)
                .start(options.get("mode").asString().equals("max"));
        JsonNode rates = expected.get("lr");
        for (int epoch = 0; epoch < rates.size(); epoch++) {
            assertThat(base * state.factor())
                    .as(name + ", epoch " + epoch)
                    .isCloseTo(rates.get(epoch).asDouble(), within(ULPS * Math.ulp(base)));
            state.after(golden.get("metric").get(epoch).asDouble());
        }
    }

    /// Our warm-up starts at 1/(w + 1), the first of w + 1 equal rises, so that it needs no setting; PyTorch's at
    /// a factor of its own. From its end on both are the same.
    @ParameterizedTest(name = "{0}")
    @MethodSource("warmUps")
    void theRatesAfterOurWarmUpArePyTorchs(String name, JsonNode golden, JsonNode expected) {
        double base = golden.get("base_lr").asDouble();
        JsonNode rates = expected.get("lr");
        int warm = expected.get("options").get("warm_up").asInt();
        Schedule schedule = new Schedule.WarmUp((double) warm / rates.size(), new Schedule.Cosine());
        for (int step = warm; step < rates.size(); step++) {
            assertThat(base * schedule.factor(step, rates.size()))
                    .as(name + ", step " + step)
                    .isCloseTo(rates.get(step).asDouble(), within(ULPS * Math.ulp(base)));
        }
    }

    /// The run that the schedule is made for, which the rates may be only a part of.
    private static long steps(String name, JsonNode options, int rates) {
        return switch (name) {
            case "cosine" -> options.get("T_max").asLong();
            case "warm_up_then_cosine" ->
                options.get("warm_up").asLong() + options.get("T_max").asLong();
            case "polynomial" -> Math.max(rates, options.get("total_iters").asLong());
            default -> options.path("total_steps").asLong(rates);
        };
    }

    private static Schedule schedule(String name, JsonNode options, double base, double steps) {
        double floor = options.path("eta_min").asDouble(0) / base;
        double gamma = options.path("gamma").asDouble(1);
        return switch (name) {
            case "cosine" -> new Schedule.Cosine(floor);
            case "cosine_restarts" ->
                new Schedule.WarmRestarts(
                        options.get("T_0").asInt() / steps,
                        options.get("T_mult").asInt(),
                        floor);
            case "one_cycle_cos" -> oneCycle(options, Annealing.COSINE);
            case "one_cycle_linear" -> oneCycle(options, Annealing.LINEAR);
            case "step" -> new Schedule.StepDecay(options.get("step_size").asInt() / steps, gamma);
            case "multi_step" -> {
                List<Double> milestones = options.get("milestones")
                        .valueStream()
                        .map(milestone -> milestone.asInt() / steps)
                        .toList();
                yield new Schedule.MultiStepDecay(milestones, gamma);
            }
            case "exponential" -> new Schedule.Exponential(StrictMath.pow(gamma, steps));
            case "polynomial" -> {
                Schedule falling = new Schedule.Polynomial(options.get("power").asDouble());
                double end = options.get("total_iters").asInt() / steps;
                yield end == 1
                        ? falling
                        : new Schedule.Sequence(List.of(falling, new Schedule.Linear(0, 0)), List.of(end));
            }
            case "warm_up_linear" ->
                new Schedule.Sequence(
                        List.of(
                                new Schedule.Linear(
                                        options.get("start_factor").asDouble(),
                                        options.get("end_factor").asDouble()),
                                new Schedule.Constant()),
                        List.of(options.get("total_iters").asInt() / steps));
            case "warm_up_then_cosine" ->
                new Schedule.Sequence(
                        List.of(new Schedule.Linear(0.1, 1), new Schedule.Cosine()),
                        List.of(options.get("warm_up").asInt() / steps));
            default -> throw new AssertionError("no schedule of ours for " + name);
        };
    }

    private static Schedule oneCycle(JsonNode options, Annealing annealing) {
        double start = 1 / options.get("div_factor").asDouble();
        double end = start / options.get("final_div_factor").asDouble();
        return new Schedule.OneCycle(options.get("pct_start").asDouble(), start, end, annealing);
    }
}
