package dev.lamina.core.internal.kernel;

/// Cosines and sines of angles in turns, cos(2πu) and sin(2πu), by polynomials of our own: within 2e-13 for |u| ≤ 2⁵¹,
/// then rounded once to float.
///
/// There is one form of these loops, in plain Java, which the just-in-time compiler vectorises: every operation in
/// them is one of IEEE 754 on one element, so that the bits are the same on every machine. They check nothing.
/// Stateless and thread-safe.
public final class Waves {

    private Waves() {}

    /// cosines = cos(2π·turns), `count` of them.
    ///
    /// @param turns finite
    public static void cosines(double[] turns, float[] cosines, int to, int count) {
        for (int i = 0; i < count; i++) {
            cosines[to + i] = (float) DoubleMath.cosine(DoubleMath.withinHalfTurn(turns[i]));
        }
    }

    /// sines = sin(2π·turns), `count` of them.
    ///
    /// @param turns finite
    public static void sines(double[] turns, float[] sines, int to, int count) {
        for (int i = 0; i < count; i++) {
            sines[to + i] = (float) DoubleMath.sine(DoubleMath.withinHalfTurn(turns[i]));
        }
    }
}
