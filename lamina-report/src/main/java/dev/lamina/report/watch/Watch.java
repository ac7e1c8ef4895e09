package dev.lamina.report.watch;

import java.io.IOException;
import java.util.SequencedMap;

/// Records a training while it runs, for other programs to read. Used by one thread at a time.
public interface Watch extends AutoCloseable {

    /// An epoch has ended. What is written is there for readers when the call returns.
    ///
    /// @throws IOException if it cannot be recorded; the training need not mind
    void epoch(WatchedEpoch epoch) throws IOException;

    /// The training has ended.
    ///
    /// @param settings what the model was trained with, by the names of the options
    /// @param metrics of the model on the rows that validated it, by their names
    void finished(SequencedMap<String, String> settings, SequencedMap<String, Double> metrics) throws IOException;

    @Override
    void close() throws IOException;
}
