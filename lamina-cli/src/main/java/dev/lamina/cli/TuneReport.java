package dev.lamina.cli;

import dev.lamina.TuneResult;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.report.doctor.Finding;
import dev.lamina.tune.SettingEffect;
import dev.lamina.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a search tells at its end.
final class TuneReport {

    private TuneReport() {}

    /// For people.
    static String text(TuneResult result, Path file, long bytes, Optional<Path> page) {
        Trial best = result.best();
        Trial first = result.trials().getFirst();
        String metric = result.metric().label();
        LabelledLines lines = new LabelledLines()
                .add(
                        "Search",
                        result.trials().size() + " of " + InWords.count(result.asked(), "trial") + " on "
                                + InWords.count(result.folds(), "fold"))
                .add(
                        "Best",
                        "trial " + best.number() + ", " + metric + " " + InWords.number(result.score(best))
                                + (first.number() == 1
                                        ? ", with the defaults " + InWords.number(result.score(first))
                                        : ""))
                .add("Recipe", result.recipe().toString())
                .add("Matters", matters(result.effects()));
        return lines + "\n\n" + TextReport.trained(result.model(), file, bytes, page);
    }

    private static String matters(List<SettingEffect> effects) {
        List<SettingEffect> told = effects.stream().filter(SettingEffect::told).toList();
        return told.isEmpty()
                ? "nothing that so few trials can tell from chance"
                : told.stream()
                        .map(effect -> String.format(
                                Locale.ROOT,
                                "%s %.0f %% (best %s)",
                                effect.setting(),
                                100 * effect.share(),
                                effect.best()))
                        .collect(Collectors.joining(", "));
    }

    /// For programs.
    static JsonObject json(TuneResult result, Path file, Optional<Path> page, List<Finding> findings)
            throws IOException {
        return JsonObject.builder()
                .put("metric", result.metric().name())
                .put("folds", result.folds())
                .put(
                        "trials",
                        new JsonValue.Array(result.trials().stream()
                                .<JsonValue>map(trial -> trial(result, trial))
                                .toList()))
                .put("best", result.best().number())
                .put("recipe", result.recipe().toString())
                .put(
                        "effects",
                        new JsonValue.Array(result.effects().stream()
                                .<JsonValue>map(TuneReport::effect)
                                .toList()))
                .put("model", JsonReport.trained(result.model(), file, page, findings))
                .build();
    }

    private static JsonObject trial(TuneResult result, Trial trial) {
        return JsonObject.builder()
                .put("trial", trial.number())
                .put("recipe", trial.configuration().toString())
                .put("score", number(result.score(trial)))
                .put(
                        "scores",
                        new JsonValue.Array(result.scores(trial).stream()
                                .map(TuneReport::number)
                                .toList()))
                .put("foldsReached", trial.outcomes().size())
                .put("seconds", trial.seconds())
                .build();
    }

    private static JsonObject effect(SettingEffect effect) {
        return JsonObject.builder()
                .put("setting", effect.setting())
                .put("share", effect.share())
                .put("trials", effect.trials())
                .put("told", effect.told())
                .put("best", effect.best())
                .build();
    }

    private static JsonValue number(double value) {
        return Double.isFinite(value) ? JsonNumber.of(value) : new JsonValue.Null();
    }
}
