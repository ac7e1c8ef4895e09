package dev.lamina.testkit;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import org.jspecify.annotations.Nullable;

/// Compares the gradients of [Pass#backward] with differences of the cost, for every parameter of a network that
/// steps change: the test of a layer of your own. Put a dense layer before it, so that the error it passes back is
/// checked
/// too.
///
/// The differences are central ones of two step widths h and 2h, combined as (4·d(h) − d(2h)) / 3, which leaves
/// an error of order h⁴. With h = 2⁻⁷ that is less than what float32 logits contribute, about 10⁻⁷ / h.
///
/// Where a function has a kink, as ReLU at 0, a sample within a step of it shows as a difference that is none;
/// choose other parameters then.
public final class GradientCheck {

    private static final float STEP = 0x1.0p-7f;

    /// Of the largest gradient of the same matrix.
    private static final double RELATIVE_TOLERANCE = 1e-3;

    /// What the rounding of the logits may contribute.
    private static final double ABSOLUTE_TOLERANCE = 5e-5;

    private final Loss loss;
    private final Matrix inputs;
    private final Matrix targets;
    private final float @Nullable [] weights;
    private final Parameters parameters;
    private final Pass pass;

    private GradientCheck(
            Network network,
            Parameters parameters,
            Loss loss,
            Matrix inputs,
            Matrix targets,
            float @Nullable [] weights,
            Gemm gemm) {
        this.loss = loss;
        this.inputs = inputs;
        this.targets = targets;
        this.weights = weights;
        this.parameters = parameters;
        this.pass = Pass.forTraining(network, parameters, inputs.rows(), gemm);
    }

    /// Fails with the first parameter whose gradient is not that of the cost.
    ///
    /// @param parameters where to check; left as they are
    /// @param inputs n × the network's inputs, n ≥ 1
    /// @param targets what the loss takes
    /// @param weights of the samples, or null for 1 each
    public static void check(
            Network network,
            Parameters parameters,
            Loss loss,
            Matrix inputs,
            Matrix targets,
            float @Nullable [] weights) {
        try (Gemm gemm = Gemm.withThreads(1)) {
            new GradientCheck(network, parameters.copy(), loss, inputs, targets, weights, gemm).run();
        }
    }

    private void run() {
        cost();
        pass.backward(inputs.rows());
        float[] gradients = pass.gradients().clone();
        for (ParameterView view : parameters.views()) {
            if (view.spec().learningRateFactor() > 0) {
                compare(view, view.of(gradients));
            }
        }
    }

    private void compare(ParameterView view, Matrix gradient) {
        double[] differences = new double[view.size()];
        double largest = 0;
        for (int i = 0; i < differences.length; i++) {
            differences[i] = (4 * difference(view.offset() + i, STEP) - difference(view.offset() + i, 2 * STEP)) / 3;
            largest = Math.max(largest, Math.abs(differences[i]));
        }
        double tolerance = RELATIVE_TOLERANCE * largest + ABSOLUTE_TOLERANCE;
        for (int i = 0; i < differences.length; i++) {
            int row = i / gradient.columns();
            int column = i % gradient.columns();
            float computed = gradient.get(row, column);
            if (!(Math.abs(computed - differences[i]) <= tolerance)) {
                throw new AssertionError("the gradient of " + view.name() + "[" + row + ", " + column + "] is "
                        + computed + ", differences of the cost give " + differences[i]);
            }
        }
    }

    /// (C(θ + h) − C(θ − h)) / 2h, with the steps that float32 really takes.
    private double difference(int parameter, float step) {
        float[] values = parameters.values();
        float value = values[parameter];
        float above = value + step;
        float below = value - step;
        values[parameter] = above;
        double costAbove = cost();
        values[parameter] = below;
        double costBelow = cost();
        values[parameter] = value;
        return (costAbove - costBelow) / ((double) above - below);
    }

    private double cost() {
        int rows = inputs.rows();
        pass.input(rows).copyFrom(inputs);
        return loss.cost(pass.forward(rows), targets, weights, pass.outputGradient(rows));
    }
}
