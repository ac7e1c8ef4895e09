package dev.lamina.io;

import java.util.ArrayList;
import java.util.List;

/// Doubles that come one by one, kept in chunks so that growing never needs room for two copies.
final class DoubleList {

    private final Memory memory;
    private final List<double[]> full = new ArrayList<>(0);
    private double[] chunk = {};
    private int used;
    private int size;

    DoubleList(Memory memory) {
        this.memory = memory;
    }

    void add(double value) throws DataFileException {
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
        memory.take((long) length * Double.BYTES);
        full.add(chunk);
        chunk = new double[length];
        used = 0;
    }

    /// All of them in one array; the list is empty afterwards.
    double[] finish() throws DataFileException {
        memory.take((long) size * Double.BYTES);
        double[] all = new double[size];
        int at = 0;
        for (double[] values : full) {
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        System.arraycopy(chunk, 0, all, at, used);
        memory.release((long) (at + chunk.length) * Double.BYTES);
        full.clear();
        chunk = new double[0];
        used = 0;
        size = 0;
        return all;
    }
}
