package dev.lamina.core.train;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import java.util.List;
import java.util.Objects;

/// A network with the parameters of its best epoch. Immutable as long as nobody writes to the parameters;
/// thread-safe.
///
/// @param network as it was trained, dropout included
/// @param parameters of the best epoch
/// @param loss it was trained with, which turns outputs into predictions
/// @param history all epochs, the first one first; empty if the network was not trained here
/// @param bestEpoch the number of the epoch the parameters are from, 0 if none
/// @param stopReason why training ended
public record TrainedNetwork(
        Network network,
        Parameters parameters,
        Loss loss,
        List<EpochReport> history,
        int bestEpoch,
        StopReason stopReason) {

    private static final int PREDICTION_ROWS = 256;

    public TrainedNetwork {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(stopReason, "stopReason");
        history = List.copyOf(history);
    }

    /// The predictions of the loss: probabilities or values, n × [Loss#predictionColumns].
    ///
    /// @param inputs n × the network's inputs
    /// @throws IllegalArgumentException if the inputs have another number of columns
    public Matrix predict(Matrix inputs) {
        if (inputs.columns() != network.inputs()) {
            throw new IllegalArgumentException("the network expects " + network.inputs() + " columns, got a " + inputs);
        }
        Matrix predictions = Matrix.zeros(inputs.rows(), loss.predictionColumns(network.outputs()));
        Gemm gemm = Gemm.onOneThread();
        int batch = Math.clamp(inputs.rows(), 1, PREDICTION_ROWS);
        Pass pass = Pass.forInference(network, parameters, batch, gemm);
        for (int from = 0; from < inputs.rows(); from += batch) {
            int to = Math.min(inputs.rows(), from + batch);
            loss.predict(pass.forward(inputs.rows(from, to)), predictions.rows(from, to));
        }
        return predictions;
    }

    /// The layers, then the loss, how training went, and what the best epoch reached.
    @Override
    public String toString() {
        LabelledLines lines = new LabelledLines().add("Loss", loss.name());
        if (!history.isEmpty()) {
            lines.add(
                    "Training",
                    InWords.count(history.size(), "epoch") + " in "
                            + InWords.duration(history.getLast().elapsed()) + ", the best was " + bestEpoch + "; "
                            + stopReason.inWords());
        }
        history.stream()
                .filter(report -> report.epoch() == bestEpoch)
                .forEach(report -> lines.add("Best epoch", report.measures()));
        return network + "\n" + lines;
    }
}
