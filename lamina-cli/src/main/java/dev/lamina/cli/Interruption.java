package dev.lamina.cli;

import java.util.concurrent.CompletableFuture;

/// Ctrl-C while a network trains: it asks to stop, and the process waits for the command to save what it has
/// and to end as usual. Thread-safe.
class Interruption {

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private volatile boolean requested;

    /// From now on Ctrl-C only asks; before, it ends the process. So does SIGTERM.
    ///
    /// @param asked called when it does
    void listen(Runnable asked) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(asked), "interruption"));
    }

    /// Whether the command should stop and keep what it has.
    boolean requested() {
        return requested;
    }

    void request() {
        requested = true;
    }

    /// Ends the process, also one that Ctrl-C is ending already.
    void exit(int code) {
        exitCode.complete(code);
        System.exit(code);
    }

    /// Runs when the JVM ends, for which it waits, while all other threads go on. After a signal it would end
    /// with the signal's code, not with the command's.
    private void await(Runnable asked) {
        if (exitCode.isDone()) {
            return;
        }
        request();
        asked.run();
        Runtime.getRuntime().halt(exitCode.join());
    }
}
