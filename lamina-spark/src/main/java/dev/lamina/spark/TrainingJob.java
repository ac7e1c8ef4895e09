package dev.lamina.spark;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks that all need to run at the same time, and does not wait for executors for ever: Spark tries
/// again when one is lost, and where none replaces it in time, fewer tasks take over. One thread.
final class TrainingJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingJob.class);

    /// How often fewer tasks may take over.
    private static final int MOST_TAKEOVERS = 4;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final SparkContext context;
    private final SparkStatusTracker tracker;
    private final Duration timeout;
    private final int mostTasks;
    private final String tag = "lamina-" + UUID.randomUUID();
    private final TaskFailures failures = new TaskFailures(tag);
    private final Thread watch =
            Thread.ofPlatform().daemon().name("lamina-watch").unstarted(this::watch);

    /// Since when no task has run for want of slots; 0 while some do.
    private volatile long idleSince;

    private volatile int tasks;
    private volatile boolean cancelled;

    /// @param timeout how long too few slots are waited for
    TrainingJob(SparkContext context, Duration timeout, int mostTasks) {
        this.context = context;
        this.timeout = timeout;
        this.mostTasks = mostTasks;
        tracker = context.statusTracker();
        context.addSparkListener(failures);
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
            cancelled = true;
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

    /// Runs a job.
    ///
    /// @param job gives the results of so many tasks
    /// @throws TrainingFailedException naming what was lost
    <T> List<T> run(IntFunction<List<T>> job) {
        for (int takeovers = 0; ; takeovers++) {
            awaitSlots();
            cancelled = false;
            tasks = Math.clamp(slots(), 1, mostTasks);
            try {
                return job.apply(tasks);
            } catch (Exception e) {
                if (!cancelled || takeovers == MOST_TAKEOVERS) {
                    throw new TrainingFailedException("the training was given up: " + reason(e), e);
                }
                LOG.warn("{}; the training goes on with the executors that are left", reason(e));
            } finally {
                tasks = 0;
            }
        }
    }

    private void awaitSlots() {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (slots() == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new TrainingFailedException("the training was given up: no executor is left"
                        + failures.reason().map(reason -> ", " + reason).orElse(""));
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TrainingFailedException("the training was interrupted", e);
            }
        }
    }

    private String reason(Exception e) {
        return failures.reason()
                .orElseGet(
                        () -> String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
    }

    @Override
    public void close() {
        watch.interrupt();
        context.removeJobTag(tag);
        context.removeSparkListener(failures);
    }
}
