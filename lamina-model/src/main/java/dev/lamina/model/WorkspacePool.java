package dev.lamina.model;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Workspaces of one kind that wait for their next prediction. Lock-free and thread-safe; a virtual thread borrows
/// like any other.
///
/// Borrowing makes a new one when none waits, and giving back drops one when enough wait: twice as many as
/// there are processors, since a thread may lose its processor in the middle of a prediction. One that is
/// not given back, because of an exception, is collected as garbage.
final class WorkspacePool<W> {

    private final Supplier<W> factory;
    private final AtomicReferenceArray<@Nullable W> waiting =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    WorkspacePool(Supplier<W> factory) {
        this.factory = factory;
    }

    /// A workspace that no other thread has until it is given back.
    W borrow() {
        int start = home();
        for (int i = 0; i < waiting.length(); i++) {
            int slot = (start + i) % waiting.length();
            // A look first: writing to a slot takes its cache line away from all other threads.
            if (waiting.get(slot) != null) {
                W workspace = waiting.getAndSet(slot, null);
                if (workspace != null) {
                    return workspace;
                }
            }
        }
        return factory.get();
    }

    void giveBack(W workspace) {
        int start = home();
        for (int i = 0; i < waiting.length(); i++) {
            int slot = (start + i) % waiting.length();
            if (waiting.get(slot) == null && waiting.compareAndSet(slot, null, workspace)) {
                return;
            }
        }
    }

    /// The place at which this thread begins to look; different threads begin at different ones, so that they rarely
    /// meet.
    private int home() {
        return (int) (Thread.currentThread().threadId() % waiting.length());
    }
}
