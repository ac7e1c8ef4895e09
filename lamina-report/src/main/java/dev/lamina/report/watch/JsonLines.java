package dev.lamina.report.watch;

import dev.lamina.core.train.EpochReport;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;

/// A file with one JSON object a line, in UTF-8: one for every epoch, with the keys `network`, `networks`, `epoch`,
/// `epochs`, `cost`, `validationCost`, `metric` (the metric's name), `value` (its value), `learningRate`, `best` and
/// `seconds` since that network's training began; at the end one with `settings` and `metrics`. What is not known, or
/// is no finite number, is left out.
public final class JsonLines implements Watch {

    private final BufferedWriter writer;
    private final String metric;

    /// Begins a new file, in the place of one that is there.
    ///
    /// @param metric the name of the epochs' metric
    public JsonLines(Path file, String metric) throws IOException {
        this.metric = metric;
        writer = Files.newBufferedWriter(file);
    }

    @Override
    public void epoch(WatchedEpoch epoch) throws IOException {
        EpochReport report = epoch.report();
        JsonObject.Builder line = JsonObject.builder()
                .put("network", epoch.network())
                .put("networks", epoch.networks())
                .put("epoch", report.epoch())
                .put("epochs", report.epochs());
        putFinite(line, "cost", report.cost());
        putFinite(line, "validationCost", report.validationCost());
        if (Double.isFinite(report.metric())) {
            line.put("metric", metric).put("value", report.metric());
        }
        write(line.put("learningRate", report.learningRate())
                .put("best", report.best())
                .put("seconds", report.elapsed().toMillis() / 1e3)
                .build());
    }

    @Override
    public void finished(SequencedMap<String, String> settings, SequencedMap<String, Double> metrics)
            throws IOException {
        JsonObject.Builder measured = JsonObject.builder();
        metrics.forEach((name, value) -> putFinite(measured, name, value));
        write(JsonObject.builder()
                .put("settings", JsonObject.ofTexts(settings))
                .put("metrics", measured.build())
                .build());
    }

    private static void putFinite(JsonObject.Builder object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        }
    }

    private void write(JsonObject line) throws IOException {
        writer.write(JsonWriter.write(line));
        writer.write('\n');
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
