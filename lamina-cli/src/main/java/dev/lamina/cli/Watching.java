package dev.lamina.cli;

import dev.lamina.MemberReport;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.model.Provenance;
import dev.lamina.report.watch.Watch;
import dev.lamina.report.watch.WatchedEpoch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The records of one training. One that can no longer be written is given up with a warning: no training is lost
/// because of it.
final class Watching implements AutoCloseable {

    /// Something to do with one record.
    @FunctionalInterface
    private interface Recording {
        void on(Watch watch) throws IOException;
    }

    private final Session session;
    private SequencedMap<String, Watch> watches = new LinkedHashMap<>();

    Watching(Session session) {
        this.session = session;
    }

    /// Training begins.
    ///
    /// @param begun by where they are
    void start(SequencedMap<String, Watch> begun) {
        watches = begun;
    }

    void epoch(MemberReport report, Parameters parameters, float[] gradients) {
        if (!watches.isEmpty()) {
            WatchedEpoch epoch =
                    new WatchedEpoch(report.member(), report.members(), report.epoch(), parameters, gradients);
            record(watch -> watch.epoch(epoch));
        }
    }

    void finished(Provenance provenance) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        settings.put("data", provenance.data().source());
        settings.putAll(provenance.training().values());
        record(watch -> watch.finished(settings, provenance.training().metrics()));
    }

    private void record(Recording recording) {
        watches.entrySet().removeIf(entry -> {
            try {
                recording.on(entry.getValue());
                return false;
            } catch (IOException e) {
                session.warn(entry.getKey() + ": is written no further (" + e.getMessage() + ")");
                return true;
            }
        });
    }

    @Override
    public void close() {
        record(Watch::close);
    }
}
