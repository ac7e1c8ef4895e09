package dev.lamina.cli;

import dev.lamina.report.watch.JsonLines;
import dev.lamina.report.watch.Mlflow;
import dev.lamina.report.watch.TensorBoard;
import dev.lamina.report.watch.Watch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a training is recorded in while it runs.
final class WatchOptions {

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write a line of JSON for every epoch to this file while training goes on.")
    private @Nullable Path log;

    @Option(
            names = "--tensorboard",
            paramLabel = "FOLDER",
            description =
                    "Write event files for TensorBoard into this folder: costs, metric, learning rate, weights and"
                            + " gradients of every epoch.")
    private @Nullable Path tensorBoard;

    @Option(
            names = "--mlflow",
            paramLabel = "URI",
            description = "Record the training in this tracking server of MLflow, such as http://localhost:5000, in the"
                    + " experiment that MLFLOW_EXPERIMENT_NAME says or else in lamina.")
    private @Nullable URI mlflow;

    /// Finds out what cannot be written before any work is done.
    ///
    /// @param others what the command reads or writes besides
    void check(List<Path> others) throws IOException {
        if (log != null) {
            OutputFile.checkOther(log, others, "--log");
        }
        if (tensorBoard != null) {
            OutputFile.makeFolder(tensorBoard, "--tensorboard");
        }
        if (mlflow != null && !Set.of("http", "https").contains(String.valueOf(mlflow.getScheme()))) {
            throw new IOException("--mlflow " + mlflow + ": expected an address such as http://localhost:5000");
        }
    }

    /// Begins the records that were asked for.
    ///
    /// @param run what a server calls the training
    /// @param metric the name of the epochs' metric
    /// @throws IOException if one cannot be begun
    SequencedMap<String, Watch> begin(String run, String metric) throws IOException {
        SequencedMap<String, Watch> watches = new LinkedHashMap<>();
        if (log != null) {
            watches.put(log.toString(), new JsonLines(log, metric));
        }
        if (tensorBoard != null) {
            watches.put(tensorBoard.toString(), new TensorBoard(tensorBoard, metric));
        }
        if (mlflow != null) {
            String experiment = Objects.requireNonNullElse(System.getenv("MLFLOW_EXPERIMENT_NAME"), "lamina");
            watches.put(mlflow.toString(), new Mlflow(mlflow, experiment, run, metric, System::getenv));
        }
        return watches;
    }
}
