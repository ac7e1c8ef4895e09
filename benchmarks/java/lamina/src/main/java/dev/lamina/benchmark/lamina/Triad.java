package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Work;

/// a ← b + s·c over arrays beyond every cache: the memory's bandwidth, counted as McCalpin's STREAM counts it.
final class Triad implements Work {

    /// 128 MiB an array.
    private static final int LENGTH = 1 << 25;

    private final Team team;
    private final float[] a = new float[LENGTH];
    private final float[] b = new float[LENGTH];
    private final float[] c = new float[LENGTH];

    Triad(int threads) {
        team = new Team(threads);
    }

    /// The bytes that a run moves.
    @Override
    public double check() {
        run();
        return 3.0 * Float.BYTES * LENGTH;
    }

    @Override
    public void run() {
        team.run((part, parts) -> triad(a, b, c, part * (LENGTH / parts), (part + 1) * (LENGTH / parts)));
    }

    private static float triad(float[] a, float[] b, float[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] = b[i] + 3f * c[i];
        }
        return a[from];
    }

    @Override
    public void close() {
        team.close();
    }
}
