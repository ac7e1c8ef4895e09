package dev.lamina.spark;

import dev.lamina.spark.exchange.PeerLostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/// Remembers why tasks of one training have failed, to say so in one line.
final class TaskFailures extends SparkListener {

    private final String tag;
    private final Set<Integer> stages = new HashSet<>();

    /// Of the last failure that is not the consequence of another one.
    private @Nullable String cause;

    private boolean outOfMemory;

    /// Of the last failure.
    private @Nullable String last;

    /// @param tag of the training's jobs
    TaskFailures(String tag) {
        this.tag = tag;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        String tags = event.properties() == null ? "" : event.properties().getProperty("spark.job.tags", "");
        if (Set.of(tags.split(",", -1)).contains(tag)) {
            stages.add(event.stageInfo().stageId());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        if (!stages.contains(event.stageId()) || !(event.reason() instanceof TaskFailedReason)) {
            return;
        }
        String executor = "executor " + event.taskInfo().executorId() + " on "
                + event.taskInfo().host();
        switch (event.reason()) {
            case ExecutorLostFailure lost -> {
                String reason = lost.reason().isDefined() ? lost.reason().get() : "no reason is known";
                cause(executor + " was lost: " + oneLine(reason));
            }
            case ExceptionFailure failure -> {
                String reason = executor + ": " + oneLine(failure.className() + ": " + failure.description());
                if (failure.className().equals(PeerLostException.class.getName())) {
                    last = executor + ": " + oneLine(failure.description());
                } else {
                    outOfMemory |= failure.className().equals(OutOfMemoryError.class.getName());
                    cause(reason);
                }
            }
            case FetchFailed _, TaskKilled _ -> {}
            default -> cause(executor + ": " + oneLine(event.reason().toString()));
        }
    }

    private void cause(String reason) {
        cause = reason;
    }

    private static String oneLine(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }

    /// Whether an executor has no room for its share, which another try would not change.
    synchronized boolean areForWantOfMemory() {
        return outOfMemory;
    }

    /// The most telling reason so far, in one line.
    synchronized Optional<String> reason() {
        return Optional.ofNullable(cause == null ? last : cause);
    }
}
