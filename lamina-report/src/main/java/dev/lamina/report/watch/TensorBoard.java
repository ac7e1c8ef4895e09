package dev.lamina.report.watch;

import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Event files that TensorBoard shows: after every epoch the costs, the metric and the learning rate as scalars,
/// weights and gradients as histograms; at the end settings and measures as text. A model of several networks has a
/// folder, and so a run, for each: `network-01` and so on.
public final class TensorBoard implements Watch {

    private static final int STRING = 7;

    private final Path folder;
    private final String metric;
    private final Map<Integer, EventFile> files = new TreeMap<>();

    /// @param folder made where it is not there, by the first epoch
    /// @param metric the name of the epochs' metric
    public TensorBoard(Path folder, String metric) {
        this.folder = folder;
        this.metric = metric;
    }

    @Override
    public void epoch(WatchedEpoch epoch) throws IOException {
        EpochReport report = epoch.report();
        ProtoMessage summary = new ProtoMessage();
        putScalar(summary, "cost/training", report.cost());
        putScalar(summary, "cost/validation", report.validationCost());
        putScalar(summary, "metric/" + metric, report.metric());
        putScalar(summary, "learning rate", report.learningRate());
        for (ParameterView view : epoch.parameters().views()) {
            if (view.size() > 0) {
                putHistogram(
                        summary,
                        "weights/" + view.name(),
                        Histogram.of(epoch.parameters().values(), view.offset(), view.size()),
                        view.size());
                putHistogram(
                        summary,
                        "gradients/" + view.name(),
                        Histogram.of(epoch.gradients(), view.offset(), view.size()),
                        view.size());
            }
        }
        file(epoch)
                .write(EventFile.event(System.currentTimeMillis())
                        .put(2, (long) report.epoch())
                        .put(5, summary));
    }

    private EventFile file(WatchedEpoch epoch) throws IOException {
        EventFile file = files.get(epoch.network());
        if (file == null) {
            Path own = epoch.networks() == 1 ? folder : folder.resolve(String.format("network-%02d", epoch.network()));
            file = new EventFile(own, System.currentTimeMillis());
            files.put(epoch.network(), file);
        }
        return file;
    }

    private static void putScalar(ProtoMessage summary, String tag, double value) {
        if (Double.isFinite(value)) {
            summary.put(1, new ProtoMessage().put(1, tag).put(2, (float) value));
        }
    }

    private static void putHistogram(ProtoMessage summary, String tag, Histogram histogram, int count) {
        ProtoMessage message = new ProtoMessage()
                .put(1, histogram.min())
                .put(2, histogram.max())
                .put(3, (double) count)
                .put(4, histogram.sum())
                .put(5, histogram.sumOfSquares())
                .put(6, histogram.limits())
                .put(7, histogram.counts());
        summary.put(1, new ProtoMessage().put(1, tag).put(5, message));
    }

    @Override
    public void finished(SequencedMap<String, String> settings, SequencedMap<String, Double> metrics)
            throws IOException {
        if (files.isEmpty()) {
            return;
        }
        StringBuilder table = new StringBuilder("| setting | value |\n|---|---|\n");
        settings.forEach((name, value) -> addRow(table, name, value));
        StringBuilder measures = new StringBuilder("| measure | value |\n|---|---|\n");
        metrics.forEach((name, value) -> addRow(measures, name, Double.toString(value)));
        ProtoMessage summary = new ProtoMessage();
        putText(summary, "settings", table.toString());
        putText(summary, "measures", measures.toString());
        files.values()
                .iterator()
                .next()
                .write(EventFile.event(System.currentTimeMillis()).put(5, summary));
    }

    private static void addRow(StringBuilder table, String name, String value) {
        table.append("| ")
                .append(name.replace("|", "\\|"))
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n");
    }

    /// A tensor of one string, which the plugin `text` shows as Markdown.
    private static void putText(ProtoMessage summary, String tag, String text) {
        ProtoMessage shape = new ProtoMessage().put(2, new ProtoMessage().put(1, 1L));
        ProtoMessage tensor =
                new ProtoMessage().put(1, (long) STRING).put(2, shape).put(8, text);
        ProtoMessage plugin = new ProtoMessage().put(1, new ProtoMessage().put(1, "text"));
        summary.put(1, new ProtoMessage().put(1, tag).put(9, plugin).put(8, tensor));
    }

    @Override
    public void close() throws IOException {
        for (EventFile file : files.values()) {
            file.close();
        }
    }
}
