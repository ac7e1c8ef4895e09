package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Work;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Multiply-adds in registers, as many as the machine can do: 12 chains that do not wait for each other, which is
/// more than the latency × throughput of current cores. Each adds to its own register, as the instruction does: a
/// result elsewhere would cost a copy.
final class FmaPeak implements Work {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int ITERATIONS = 2_000_000;

    private final Team team;
    private final int threads;
    private double result;

    FmaPeak(int threads) {
        this.threads = threads;
        team = new Team(threads);
    }

    /// The floating-point operations of a run.
    @Override
    public double check() {
        run();
        if (Double.isNaN(result)) {
            throw new IllegalStateException("the chains became NaN");
        }
        return 2.0 * threads * ITERATIONS * CHAINS * SPECIES.length();
    }

    @Override
    public void run() {
        result = team.run((_, _) -> chains(0.5f, 1e-9f));
    }

    private static float chains(float factor, float addend) {
        FloatVector m = FloatVector.broadcast(SPECIES, factor);
        FloatVector d = FloatVector.broadcast(SPECIES, addend);
        FloatVector s0 = d.add(0);
        FloatVector s1 = d.add(1);
        FloatVector s2 = d.add(2);
        FloatVector s3 = d.add(3);
        FloatVector s4 = d.add(4);
        FloatVector s5 = d.add(5);
        FloatVector s6 = d.add(6);
        FloatVector s7 = d.add(7);
        FloatVector s8 = d.add(8);
        FloatVector s9 = d.add(9);
        FloatVector s10 = d.add(10);
        FloatVector s11 = d.add(11);
        for (int i = 0; i < ITERATIONS; i++) {
            s0 = m.fma(d, s0);
            s1 = m.fma(d, s1);
            s2 = m.fma(d, s2);
            s3 = m.fma(d, s3);
            s4 = m.fma(d, s4);
            s5 = m.fma(d, s5);
            s6 = m.fma(d, s6);
            s7 = m.fma(d, s7);
            s8 = m.fma(d, s8);
            s9 = m.fma(d, s9);
            s10 = m.fma(d, s10);
            s11 = m.fma(d, s11);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        return low.add(high).lane(0);
    }

    @Override
    public void close() {
        team.close();
    }
}
