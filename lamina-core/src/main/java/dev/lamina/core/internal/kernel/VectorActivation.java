package dev.lamina.core.internal.kernel;

/// An activation on lanes: whole vectors, and the rest, shorter than a vector, by the scalar definition.
///
/// Four limits of the just-in-time compiler shape the vector code; beyond them vectors become objects on the heap,
/// and a loop up to fifty times as slow, for as long as the JVM runs.
/// - A call in a loop that goes to more than two classes is not inlined: each activation writes out its own
///   loops.
/// - After some 40 operations of the Vector API in one loop, methods of our own are no longer inlined, the
///   API's still are: a loop calls the functions of [DoubleVectors] early and ends with bare operations, such
///   as those that store the result.
/// - A call that its caller seldom reached is not inlined. Rows shorter than a vector, were they the first to
///   come, would make the body of a loop such a place: a method whose loop calls functions runs only if there are
///   whole vectors.
/// - The class of a vector from an array or a conversion is unknown at first. The methods of the API that it then
///   passes through ask their own statistics, and those know several classes once several widths are in use:
///   `vectorType().cast` names the class, costs nothing, and what is computed from there on has one.
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
        if (whole > 0) {
            values(z, offset, offset + whole);
        }
        tail.value(z, offset + whole, count - whole);
    }

    @Override
    public final void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count) {
        int whole = DoubleVectors.DOUBLES.loopBound(count);
        if (whole > 0) {
            valuesAndSlopes(z, offset, offset + whole, slope, slopeOffset);
        }
        tail.valueAndSlope(z, offset + whole, slope, slopeOffset + whole, count - whole);
    }
}
