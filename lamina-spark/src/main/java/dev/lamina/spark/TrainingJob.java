package dev.lamina.spark;

import dev.lamina.core.text.InWords;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks that all need to run at the same time, which Spark does not start again itself. When one is lost,
/// all start again once it is replaced; where that takes too long, fewer tasks take over. One thread.
final class TrainingJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingJob.class);

    /// After so many failures in a row without progress there is no other try.
    private static final int MOST_FAILURES = 4;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final SparkContext context;
    private final SparkStatusTracker tracker;
    private final Duration timeout;
    private final int mostTasks;
    private final String tag = "lamina-" + UUID.randomUUID();
    private final TaskFailures reasons = new TaskFailures(tag);
    private final Thread watch =
            Thread.ofPlatform().daemon().name("lamina-watch").unstarted(this::watch);

    /// Since when no task has run for want of slots; 0 while some do.
    private volatile long idleSince;

    private volatile int tasks;

    /// @param timeout how long too few slots are waited for
    TrainingJob(SparkContext context, Duration timeout, int mostTasks) {
        this.context = context;
        this.timeout = timeout;
        this.mostTasks = mostTasks;
        tracker = context.statusTracker();
        context.addSparkListener(reasons);
        context.addJobTag(tag);
        watch.start();
    }

    /// How many tasks can run at the same time.
    private int slots() {
        return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            // The training has ended.
        }
    }

    /// Cancels the job when it has waited too long for slots.
    private void look() {
        boolean waits = tasks > slots() && activeTasks() == 0;
        long now = System.nanoTime();
        if (!waits) {
            idleSince = 0;
        } else if (idleSince == 0) {
            idleSince = now;
        } else if (now - idleSince > timeout.toNanos()) {
            context.cancelJobsWithTag(tag, "too few executors are left");
        }
    }

    private int activeTasks() {
        int active = 0;
        for (int job : tracker.getJobIdsForTag(tag)) {
            if (tracker.getJobInfo(job).isDefined()) {
                for (int stage : tracker.getJobInfo(job).get().stageIds()) {
                    if (tracker.getStageInfo(stage).isDefined()) {
                        active += tracker.getStageInfo(stage).get().numActiveTasks();
                    }
                }
            }
        }
        return active;
    }

    /// Runs a job until it succeeds, or fails too often without having come further.
    ///
    /// @param job gives the results of so many tasks
    /// @param progress says how far the last one came, in any words
    /// @throws TrainingFailedException naming what was lost
    <T> List<T> run(IntFunction<List<T>> job, Supplier<String> progress) {
        String before = progress.get();
        int failures = 0;
        int slots = awaitSlots(1);
        while (true) {
            tasks = Math.min(slots, mostTasks);
            try {
                return job.apply(tasks);
            } catch (Exception e) {
                String now = progress.get();
                failures = now.equals(before) ? failures + 1 : 1;
                before = now;
                boolean outOfMemory = reasons.areForWantOfMemory();
                if (failures == MOST_FAILURES || outOfMemory || context.isStopped()) {
                    throw new TrainingFailedException(
                            "the training was given up: " + reason(e)
                                    + (outOfMemory ? "; give executors more memory, or take a smaller network" : ""),
                            e);
                }
                slots = awaitSlots(tasks);
                LOG.warn(
                        "{}; going on from {} in {}",
                        reason(e),
                        now,
                        InWords.count(Math.min(slots, mostTasks), "task"));
            } finally {
                tasks = 0;
            }
        }
    }

    /// Waits for executors, since one that is lost is often replaced.
    ///
    /// @return how many tasks can run at the same time, `wanted` if there are so many in time
    private int awaitSlots(int wanted) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (slots() < wanted && System.nanoTime() - deadline < 0) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TrainingFailedException("the training was interrupted", e);
            }
        }
        if (slots() == 0) {
            throw new TrainingFailedException("the training was given up: no executor is left"
                    + reasons.reason().map(reason -> ", " + reason).orElse(""));
        }
        return slots();
    }

    private String reason(Exception e) {
        return reasons.reason()
                .orElseGet(
                        () -> String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
    }

    @Override
    public void close() {
        watch.interrupt();
        context.removeJobTag(tag);
        context.removeSparkListener(reasons);
    }
}
