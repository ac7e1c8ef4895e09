package dev.lamina.model;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// What one thread needs to predict one row: a pass for each member, the encoded row and its predictions. Allocates
/// nothing once warm.
final class Workspace {

    private final Combination combination;
    private final float[] inputs;
    private final MemberPass[] passes;
    private final Matrix[] windows;
    private final double[] means;
    private final Matrix probabilities;

    Workspace(Combination combination) {
        this.combination = combination;
        inputs = new float[combination.encoder().width()];
        Matrix row = Matrix.window(inputs, 0, 1, inputs.length);
        Gemm gemm = Gemm.onOneThread();
        passes = new MemberPass[combination.members()];
        windows = new Matrix[passes.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = combination.pass(i, 1, gemm);
            windows[i] = combination.inputs(i, row);
        }
        means = new double[combination.columns()];
        probabilities = Matrix.zeros(1, means.length);
    }

    /// Where the encoded row goes before a prediction.
    float[] inputs() {
        return inputs;
    }

    /// Predicts the row in the inputs.
    void predict() {
        Arrays.fill(means, 0);
        for (int i = 0; i < passes.length; i++) {
            passes[i].add(windows[i], 0, means, 0);
        }
    }

    /// The predicted value, in units of the target: of a band the middle one of three numbers.
    double value() {
        return means[means.length / 2];
    }

    /// Sets the bounds of the row's interval.
    ///
    /// @param quantile of the conformal scores, for the coverage
    void interval(double quantile, double[] bounds) {
        bounds[0] = Outputs.lower(means[0], value(), quantile);
        bounds[1] = Outputs.upper(means[means.length - 1], value(), quantile);
    }

    /// The predicted probabilities, 1 × labels: a buffer that the next call reuses.
    Matrix probabilities() {
        combination.finish(means, probabilities);
        return probabilities;
    }
}
