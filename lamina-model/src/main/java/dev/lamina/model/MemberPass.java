package dev.lamina.model;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.data.FittedTarget;

/// What one thread needs to predict with one member: its share in the mean, a pass, and rows for its predictions.
/// Allocates nothing for one row once warm.
final class MemberPass {

    private final double share;
    private final Pass pass;
    private final Loss loss;
    private final FittedTarget target;
    private final Matrix predictions;

    /// @param parameters the member's, constant
    MemberPass(Member member, Parameters parameters, double share, int maxRows, Gemm gemm) {
        this.share = share;
        pass = Pass.forInference(member.network().network(), parameters, maxRows, gemm);
        loss = member.network().loss();
        target = member.pipeline().target();
        predictions = Matrix.zeros(maxRows, member.columns());
    }

    /// Adds share · the member's predictions to the sums of all members.
    ///
    /// @param inputs as the member's pipeline encodes them
    /// @param firstRow the number of the first row, for messages
    /// @param sums row by row, [Member#columns] each
    /// @param offset where the first row starts in `sums`
    void add(Matrix inputs, int firstRow, double[] sums, int offset) {
        int rows = inputs.rows();
        pass.input(rows).copyFrom(inputs);
        Matrix logits = pass.forward(rows);
        checkFinite(logits, firstRow);
        Matrix own = rows == predictions.rows() ? predictions : predictions.rows(0, rows);
        switch (target) {
            case FittedTarget.Labels _ -> {
                loss.classProbabilities(logits, own);
                for (int i = 0; i < rows * own.columns(); i++) {
                    sums[offset + i] += share * own.data()[i];
                }
            }
            case FittedTarget.Scaled scaled -> {
                if (loss instanceof QuantileBand band) {
                    band.band(logits, own);
                } else {
                    loss.predict(logits, own);
                }
                for (int i = 0; i < rows * own.columns(); i++) {
                    sums[offset + i] += share * scaled.restore(own.data()[i]);
                }
            }
        }
    }

    private static void checkFinite(Matrix logits, int firstRow) {
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < logits.columns(); j++) {
                if (!Float.isFinite(logits.get(i, j))) {
                    throw new IllegalArgumentException("the network's output for row " + (firstRow + i) + " is "
                            + logits.get(i, j) + "; its inputs must be of the size seen in training");
                }
            }
        }
    }
}
