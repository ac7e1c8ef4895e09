package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.optimizer.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Learning rates of 50 steps against PyTorch's schedulers, where ours are defined alike.
class ScheduleGoldenTest {

    private static final Offset<Double> EXACT = within(1e-15);
    private static final int STEPS = 50;

    /// PyTorch's falls to `eta_min`, ours, a factor, to 0.
    @Test
    void cosineIsPyTorchsBetweenTheRateAndItsMinimum() {
        JsonNode golden = Golden.read(Golden.files("schedulers.json").getFirst());
        JsonNode cosine = schedule(golden, "cosine");
        double base = golden.get("base_lr").asDouble();
        double least = cosine.get("options").get("eta_min").asDouble();
        for (int step = 0; step < STEPS; step++) {
            double rate = least + (base - least) * new Schedule.Cosine().factor(step, STEPS);
            assertThat(rate)
                    .as("step " + step)
                    .isCloseTo(cosine.get("lr_closed").get(step).asDouble(), EXACT);
        }
    }

    /// PyTorch's warm-up starts at a `start_factor` of the rate; ours starts at 1/(w + 1), the first of w equal
    /// rises, so that it needs no setting. From the end of the warm-up on both are the same.
    @Test
    void afterTheWarmUpTheCosineIsPyTorchs() {
        JsonNode golden = Golden.read(Golden.files("schedulers.json").getFirst());
        JsonNode warmUp = schedule(golden, "warm_up_then_cosine");
        double base = golden.get("base_lr").asDouble();
        int warm = warmUp.get("options").get("warm_up").asInt();
        Schedule schedule = new Schedule.WarmUp((double) warm / STEPS, new Schedule.Cosine());
        for (int step = warm; step < STEPS; step++) {
            assertThat(base * schedule.factor(step, STEPS))
                    .as("step " + step)
                    .isCloseTo(warmUp.get("lr").get(step).asDouble(), EXACT);
        }
    }

    private static JsonNode schedule(JsonNode golden, String name) {
        for (JsonNode schedule : golden.get("schedules")) {
            if (schedule.get("name").asString().equals(name)) {
                return schedule;
            }
        }
        throw new AssertionError("no schedule " + name);
    }
}
