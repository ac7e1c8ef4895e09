package dev.lamina.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CompletableFuture;

/// Ctrl-C while a network trains: the first one asks to stop, and the process waits for the command to save
/// what it has and to end as usual; the second one ends the process at once. Thread-safe.
class Interruption {

    private static final int SIGINT = 2;

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
        letSignalEndProcess();
        asked.run();
        Runtime.getRuntime().halt(exitCode.join());
    }

    /// Gives Ctrl-C back to the system, because the JVM does not hear a second one.
    @SuppressWarnings("restricted") // the C library's own signature, and no memory that could be gone
    private static void letSignalEndProcess() {
        FunctionDescriptor signature =
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        try {
            Linker linker = Linker.nativeLinker();
            Object _ = linker.downcallHandle(linker.defaultLookup().findOrThrow("signal"), signature)
                    .invoke(SIGINT, MemorySegment.NULL);
        } catch (Throwable e) {
            // A system without signals: the second Ctrl-C waits for the first.
        }
    }
}
