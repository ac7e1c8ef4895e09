package dev.lamina.report.html;

import dev.lamina.NetworkRun;
import dev.lamina.core.train.EpochReport;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import dev.lamina.report.run.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// How training went, epoch by epoch: cost, metric and learning rate of every network.
final class CurvesSection {

    private static final String TRAINING = "training";
    private static final String VALIDATION = "validation";

    private final Paper paper;
    private final RunReport.Training training;

    CurvesSection(Paper paper, RunReport.Training training) {
        this.paper = paper;
        this.training = training;
    }

    void write() {
        paper.section("curves", ReportWord.CURVES);
        List<NetworkRun> networks = training.networks();
        if (networks.size() > 1) {
            paper.note(ReportWord.ONE_LINE_EACH, networks.size());
        }
        paper.cards();
        costs(networks);
        metric(networks);
        rates(networks);
        table(networks);
        paper.close().close();
    }

    private void costs(List<NetworkRun> networks) {
        paper.card(ReportWord.COST);
        double[] all = networks.stream()
                .flatMap(run -> run.history().stream())
                .flatMapToDouble(epoch -> DoubleStream.of(epoch.cost(), epoch.validationCost()))
                .filter(Double::isFinite)
                .toArray();
        NetworkRun first = networks.getFirst();
        Plot plot = new Plot(
                paper.out(),
                paper.say(
                        ReportWord.COST_IN_WORDS,
                        Paper.number(first.history().getFirst().cost()),
                        Paper.number(first.history().getLast().cost()),
                        first.bestEpoch()),
                epochs(networks),
                axis(ReportWord.COST, all));
        for (NetworkRun run : networks) {
            line(plot, run, EpochReport::cost, TRAINING);
        }
        for (NetworkRun run : networks) {
            line(plot, run, EpochReport::validationCost, VALIDATION);
        }
        for (NetworkRun run : networks) {
            best(plot, run, EpochReport::validationCost);
        }
        plot.close();
        SequencedMap<String, String> names = new LinkedHashMap<>();
        names.put(TRAINING, paper.say(ReportWord.TRAINING));
        names.put(VALIDATION, paper.say(ReportWord.VALIDATION_BEST));
        paper.legend(names).close();
    }

    private void metric(List<NetworkRun> networks) {
        double[] all = values(networks, EpochReport::metric);
        if (all.length == 0) {
            return;
        }
        paper.card(ReportWord.METRIC_OF_VALIDATION, training.metric());
        Plot plot = new Plot(
                paper.out(),
                paper.say(
                        ReportWord.METRIC_IN_WORDS,
                        training.metric(),
                        Paper.number(networks.getFirst().history().getFirst().metric()),
                        Paper.number(networks.getFirst().history().getLast().metric())),
                epochs(networks),
                Axis.linear(training.metric(), least(all), greatest(all)));
        networks.forEach(run -> line(plot, run, EpochReport::metric, VALIDATION));
        networks.forEach(run -> best(plot, run, EpochReport::metric));
        plot.close();
        paper.close();
    }

    private void rates(List<NetworkRun> networks) {
        paper.card(ReportWord.LEARNING_RATE);
        double[] all = values(networks, EpochReport::learningRate);
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.RATE_IN_WORDS, Paper.number(greatest(all)), Paper.number(least(all))),
                epochs(networks),
                Axis.linear(paper.say(ReportWord.LEARNING_RATE), Math.min(0, least(all)), greatest(all)));
        networks.forEach(run -> line(plot, run, EpochReport::learningRate, TRAINING));
        plot.close();
        paper.close();
    }

    /// What became of each network.
    private void table(List<NetworkRun> networks) {
        paper.wideCard(ReportWord.NETWORKS_TRAINED);
        paper.table(
                paper.say(ReportWord.NETWORKS_TRAINED),
                List.of(
                        paper.say(ReportWord.NETWORK),
                        paper.say(ReportWord.PART),
                        paper.say(ReportWord.EPOCHS),
                        paper.say(ReportWord.BEST_EPOCH),
                        paper.say(ReportWord.BEST_COST),
                        paper.say(ReportWord.SHARE_OF_MODEL)),
                1,
                2,
                3,
                4,
                5);
        for (int i = 0; i < networks.size(); i++) {
            NetworkRun run = networks.get(i);
            paper.out().open("tr");
            paper.heading((i + 1) + (run.recipe().isEmpty() ? "" : " · " + run.recipe()));
            paper.number(String.valueOf(run.fold()));
            paper.number(String.valueOf(run.history().size()));
            paper.number(String.valueOf(run.bestEpoch()));
            paper.number(
                    run.bestEpoch() == 0
                            ? "–"
                            : Paper.number(
                                    run.history().get(run.bestEpoch() - 1).validationCost()));
            paper.number(Paper.share(run.weight()));
            paper.out().close();
        }
        paper.endTable().close();
    }

    private Axis epochs(List<NetworkRun> networks) {
        int last = networks.stream()
                .mapToInt(run -> run.history().getLast().epoch())
                .max()
                .orElseThrow();
        return Axis.linear(paper.say(ReportWord.EPOCH), 1, last)
                .labelled(value -> value == Math.rint(value) ? String.valueOf((long) value) : "");
    }

    private Axis axis(ReportWord title, double[] values) {
        return values.length == 0
                ? Axis.linear(paper.say(title), 0, 1)
                : Axis.logarithmic(paper.say(title), least(values), greatest(values));
    }

    private static void line(Plot plot, NetworkRun run, ToDoubleFunction<EpochReport> value, String style) {
        double[] xs = run.history().stream().mapToDouble(EpochReport::epoch).toArray();
        double[] ys = run.history().stream().mapToDouble(value).toArray();
        if (xs.length == 1) {
            plot.points(xs, ys, style);
        } else {
            plot.line(xs, ys, style);
        }
    }

    private static void best(Plot plot, NetworkRun run, ToDoubleFunction<EpochReport> value) {
        if (run.bestEpoch() > 0) {
            EpochReport best = run.history().get(run.bestEpoch() - 1);
            if (Double.isFinite(value.applyAsDouble(best))) {
                plot.points(new double[] {best.epoch()}, new double[] {value.applyAsDouble(best)}, "best");
            }
        }
    }

    private static double[] values(List<NetworkRun> networks, ToDoubleFunction<EpochReport> value) {
        return networks.stream()
                .flatMap(run -> run.history().stream())
                .mapToDouble(value)
                .filter(Double::isFinite)
                .toArray();
    }

    private static double least(double[] values) {
        return DoubleStream.of(values).min().orElseThrow();
    }

    private static double greatest(double[] values) {
        return DoubleStream.of(values).max().orElseThrow();
    }
}
