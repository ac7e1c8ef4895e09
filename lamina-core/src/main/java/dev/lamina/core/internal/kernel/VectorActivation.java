package dev.lamina.core.internal.kernel;

/// An activation on lanes: whole vectors, and the rest, shorter than a vector, by the scalar definition.
///
/// Two limits of the just-in-time compiler shape the subclasses; beyond them every vector becomes an object on
/// the heap, and a loop fifty times as slow.
/// - A call in a loop that goes to more than two classes is not inlined: each activation writes out its own
///   loops.
/// - After some 40 operations of the Vector API in one loop, methods of our own are no longer inlined, the
///   API's still are: a loop calls the functions of [DoubleVectors] early and ends with bare operations, such
///   as those that store the result.
abstract class VectorActivation implements ActivationKernel {

    private final ScalarActivation tail;

    VectorActivation(ScalarActivation tail) {
        this.tail = tail;
    }

    /// [#value] of whole vectors.
    abstract void values(float[] z, int from, int to);

    /// [#valueAndSlope] of whole vectors.
    abstract void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom);

    @Override
    public final void value(float[] z, int offset, int count) {
        int whole = DoubleVectors.DOUBLES.loopBound(count);
        values(z, offset, offset + whole);
        tail.value(z, offset + whole, count - whole);
    }

    @Override
    public final void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count) {
        int whole = DoubleVectors.DOUBLES.loopBound(count);
        valuesAndSlopes(z, offset, offset + whole, slope, slopeOffset);
        tail.valueAndSlope(z, offset + whole, slope, slopeOffset + whole, count - whole);
    }
}
