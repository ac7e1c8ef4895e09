package dev.lamina.report.html;

import dev.lamina.TuneResult;
import dev.lamina.core.text.InWords;
import dev.lamina.report.page.Axis;
import dev.lamina.report.page.Plot;
import dev.lamina.tune.SettingEffect;
import dev.lamina.tune.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/// A search for settings: every trial, which settings mattered, and the best trials.
final class TuningSection {

    private static final int MOST_TRIALS = 30;

    private final Paper paper;
    private final TuneResult result;

    TuningSection(Paper paper, TuneResult result) {
        this.paper = paper;
        this.result = result;
    }

    void write() {
        paper.section("search", ReportWord.SEARCH);
        paper.note(
                ReportWord.SEARCH_IN_WORDS,
                result.trials().size(),
                result.folds(),
                result.best().number());
        paper.cards();
        scores();
        effects();
        trials();
        paper.close().close();
    }

    private void scores() {
        double[] all = result.trials().stream()
                .mapToDouble(result::score)
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return;
        }
        paper.card(ReportWord.SCORES, result.metric().label());
        double best = result.score(result.best());
        Plot plot = new Plot(
                paper.out(),
                paper.say(ReportWord.SCORES_PLOTTED, result.metric().label(), Paper.number(best)),
                Axis.linear(
                        paper.say(ReportWord.TRIAL),
                        1,
                        Math.max(2, result.trials().size())),
                Axis.linear(
                        result.metric().label(),
                        DoubleStream.of(all).min().orElseThrow(),
                        DoubleStream.of(all).max().orElseThrow()));
        plot.points(numbers(false), scores(false), "training");
        plot.points(numbers(true), scores(true), "validation");
        plot.points(new double[] {result.best().number()}, new double[] {best}, "best");
        plot.close();
        SequencedMap<String, String> names = new LinkedHashMap<>();
        names.put("training", paper.say(ReportWord.SOME_FOLDS));
        names.put("validation", paper.say(ReportWord.ALL_FOLDS));
        paper.legend(names).close();
    }

    private double[] numbers(boolean complete) {
        return shown(complete).stream().mapToDouble(Trial::number).toArray();
    }

    private double[] scores(boolean complete) {
        return shown(complete).stream().mapToDouble(result::score).toArray();
    }

    private List<Trial> shown(boolean complete) {
        return result.trials().stream()
                .filter(trial -> trial.complete() == complete && Double.isFinite(result.score(trial)))
                .toList();
    }

    private void effects() {
        paper.card(ReportWord.WHAT_MATTERED);
        paper.table(
                paper.say(ReportWord.WHAT_MATTERED),
                List.of(
                        paper.say(ReportWord.SETTING),
                        "",
                        paper.say(ReportWord.SHARE_OF_RANKS),
                        paper.say(ReportWord.BEST_VALUES)),
                2);
        Bars bars = Bars.around(0, 1);
        for (SettingEffect effect : result.effects()) {
            paper.out().open("tr");
            paper.heading(effect.setting());
            bars.cell(paper.out(), effect.share(), Double.NaN, Double.NaN);
            paper.number(effect.told() ? Paper.share(effect.share()) : "–");
            paper.cell(effect.best());
            paper.out().close();
        }
        paper.endTable();
        paper.note(ReportWord.EFFECTS_IN_WORDS).close();
    }

    private void trials() {
        List<Trial> sorted = result.trials().stream()
                .sorted(Comparator.<Trial>comparingInt(
                                trial -> -trial.outcomes().size())
                        .thenComparingDouble(Trial::cost))
                .toList();
        List<String> headings = new ArrayList<>(List.of(
                paper.say(ReportWord.TRIAL),
                result.metric().label(),
                paper.say(ReportWord.FOLDS_REACHED),
                paper.say(ReportWord.SECONDS),
                paper.say(ReportWord.RECIPE)));
        paper.wideCard(ReportWord.BEST_TRIALS);
        paper.table(paper.say(ReportWord.BEST_TRIALS), headings, 1, 2, 3);
        for (Trial trial : sorted.subList(0, Math.min(MOST_TRIALS, sorted.size()))) {
            paper.out().open("tr");
            paper.heading(trial.number() + (trial.number() == result.best().number() ? " *" : ""));
            paper.number(InWords.number(result.score(trial)));
            paper.number(trial.outcomes().size() + " / " + result.folds());
            paper.number(Paper.number(trial.seconds()));
            paper.cell(trial.configuration().toString());
            paper.out().close();
        }
        paper.endTable();
        if (sorted.size() > MOST_TRIALS) {
            paper.note(ReportWord.MORE_TRIALS, sorted.size() - MOST_TRIALS);
        }
        paper.close();
    }
}
