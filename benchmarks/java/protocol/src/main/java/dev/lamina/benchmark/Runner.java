package dev.lamina.benchmark;

/// Lamina or one of its peers: prepares the work that it is asked for.
@FunctionalInterface
public interface Runner {

    /// Prepares a task.
    ///
    /// @throws IllegalArgumentException if it does not do such work, saying why
    Work prepare(Request request) throws Exception;
}
