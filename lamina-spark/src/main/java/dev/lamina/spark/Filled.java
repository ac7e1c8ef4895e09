package dev.lamina.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/// An iterator whose elements come some at a time. One thread.
abstract class Filled<T> implements Iterator<T> {

    private final Queue<T> ready = new ArrayDeque<>();

    /// Takes the next step.
    ///
    /// @param ready receives what comes of it, if anything
    /// @return false if there is no step any more
    abstract boolean fill(Queue<T> ready);

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty()) {
            if (!fill(ready)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
