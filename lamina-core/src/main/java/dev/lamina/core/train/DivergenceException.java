package dev.lamina.core.train;

/// Training left the finite numbers: the cost, or a parameter, became NaN or infinite. Nothing was produced. Where a
/// sample holds a number that is not finite, the message names it; else a smaller learning rate is the usual cure,
/// clipping another.
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String where;

    DivergenceException(String what, int epoch, long step, float learningRate) {
        this(
                what + " at epoch " + epoch + ", step " + step + ", learning rate " + learningRate,
                "; lower the learning rate or clip the gradients");
    }

    /// For steps on the same samples, which have no epochs.
    ///
    /// @param what left the finite numbers
    /// @param step from 1
    public DivergenceException(String what, long step, double learningRate) {
        this(what + " at step " + step + ", learning rate " + learningRate, "; lower the learning rate");
    }

    private DivergenceException(String where, String cure) {
        super(where + cure);
        this.where = where;
    }

    /// The same with the sample that is to blame, such as `input 0 of row 7 is NaN`.
    DivergenceException becauseOf(String sample) {
        DivergenceException named =
                new DivergenceException(where, ": " + sample + "; correct it, or leave the row out");
        named.setStackTrace(getStackTrace());
        return named;
    }
}
