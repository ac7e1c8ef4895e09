package dev.lamina.io;

import java.util.ArrayList;
import java.util.List;

/// Ints that come one by one, kept in chunks so that growing never needs room for two copies.
final class IntList {

    private final Memory memory;
    private final List<int[]> full = new ArrayList<>(0);
    private int[] chunk = {};
    private int used;
    private int size;

    IntList(Memory memory) {
        this.memory = memory;
    }

    void add(int value) throws DataFileException {
        if (used == chunk.length) {
            extend();
        }
        chunk[used++] = value;
        size++;
    }

    int size() {
        return size;
    }

    private void extend() throws DataFileException {
        int length = memory.nextChunk(size);
        memory.take((long) length * Integer.BYTES);
        full.add(chunk);
        chunk = new int[length];
        used = 0;
    }

    /// How often each of 0, 1, … comes; others do not count.
    ///
    /// @param different the first that does not count
    int[] counts(int different) {
        int[] counts = new int[different];
        for (int[] values : full) {
            count(values, values.length, counts);
        }
        count(chunk, used, counts);
        return counts;
    }

    private static void count(int[] values, int length, int[] counts) {
        for (int i = 0; i < length; i++) {
            if (values[i] >= 0 && values[i] < counts.length) {
                counts[values[i]]++;
            }
        }
    }

    /// All of them in one array; the list is empty afterwards.
    int[] finish() throws DataFileException {
        memory.take((long) size * Integer.BYTES);
        int[] all = new int[size];
        int at = 0;
        for (int[] values : full) {
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        System.arraycopy(chunk, 0, all, at, used);
        memory.release((long) (at + chunk.length) * Integer.BYTES);
        full.clear();
        chunk = new int[0];
        used = 0;
        size = 0;
        return all;
    }
}
