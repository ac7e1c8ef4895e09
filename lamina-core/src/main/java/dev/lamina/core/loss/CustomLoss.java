package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/// A loss of one's own: L(ŷ, y) = Σⱼ f(ŷⱼ, yⱼ), where ŷ is what the network's last layer gives. A model file cannot
/// hold it. Targets: n × u numbers.
///
/// @param name stands in errors
/// @param f the loss of one output; called with ŷ and y, from several threads
/// @param slope ∂f/∂ŷ
/// @param checked whether training compares the slope with differences of f on its first batch
public record CustomLoss(String name, DoubleBinaryOperator f, DoubleBinaryOperator slope, boolean checked)
        implements ElementLoss {

    public CustomLoss {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(f, "f");
        Objects.requireNonNull(slope, "slope");
    }

    /// A loss whose slope training checks on its first batch.
    public CustomLoss(String name, DoubleBinaryOperator f, DoubleBinaryOperator slope) {
        this(name, f, slope, true);
    }

    /// The same loss without the check of its slope.
    public CustomLoss withoutCheck() {
        return new CustomLoss(name, f, slope, false);
    }

    /// The identity.
    @Override
    public Activation link() {
        return NoLink.LINK;
    }

    @Override
    public double value(double z, double y) {
        return f.applyAsDouble(z, y);
    }

    @Override
    public double derivative(double z, double y) {
        return slope.applyAsDouble(z, y);
    }

    @Override
    public TargetKind.Element targets() {
        return TargetKind.Element.NUMBER;
    }

    /// Compares the slope with differences of f wherever f has no kink, unless the check is switched off.
    ///
    /// @throws IllegalArgumentException naming the first place where they contradict
    @Override
    public void checkDerivative(Matrix logits, Matrix targets) {
        if (!checked) {
            return;
        }
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < logits.columns(); j++) {
                checkDerivative(logits.get(i, j), targets.get(i, j));
            }
        }
    }

    private void checkDerivative(float prediction, float target) {
        double given = slope.applyAsDouble(prediction, target);
        OptionalDouble difference = Differences.contradiction(z -> f.applyAsDouble(z, target), prediction, given);
        if (difference.isPresent()) {
            throw new IllegalArgumentException("loss \"" + name + "\" at ŷ = " + prediction + ", y = " + target
                    + ": the given derivative is " + given + ", differences of the loss give "
                    + (float) difference.getAsDouble()
                    + "; correct the derivative, or switch the check off with withoutCheck()");
        }
    }
}
