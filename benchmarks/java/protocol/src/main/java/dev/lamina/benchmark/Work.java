package dev.lamina.benchmark;

/// Something to time: prepared once, then run again and again by one thread.
public interface Work extends AutoCloseable {

    /// A number that is the same, but for rounding, for everybody who does the same work; called once, before the
    /// first [#run]. For training it is the cost that step [Problem#CHECKED_STEPS] + 1 reports, for a prediction or
    /// a product the mean square of the results.
    double check();

    /// Does the work once. It may end later, but no later than the next [#finish].
    void run();

    /// Waits until all that was begun is done.
    default void finish() {}

    @Override
    default void close() {}
}
