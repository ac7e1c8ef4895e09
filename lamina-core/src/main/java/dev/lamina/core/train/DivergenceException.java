package dev.lamina.core.train;

/// Training left the finite numbers: the cost, or a parameter, became NaN or infinite. Nothing was produced; a
/// smaller learning rate is the usual cure, clipping another.
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergenceException(String what, int epoch, long step, float learningRate) {
        super(what + " at epoch " + epoch + ", step " + step + ", learning rate " + learningRate
                + "; lower the learning rate or clip the gradients");
    }

    /// For steps on the same samples, which have no epochs.
    ///
    /// @param what left the finite numbers
    /// @param step from 1
    public DivergenceException(String what, long step, double learningRate) {
        super(what + " at step " + step + ", learning rate " + learningRate + "; lower the learning rate");
    }
}
