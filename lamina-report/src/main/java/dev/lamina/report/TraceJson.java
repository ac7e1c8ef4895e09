package dev.lamina.report;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.data.FittedTarget;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.report.trace.Trace;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceStep;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the script of the page draws: a trace as JSON, cut to what [dev.lamina.report.trace.Corners] shows. Layer 0 is
/// the input; where
/// the link of the loss is the last layer's activation, that layer puts out the predictions.
final class TraceJson {

    private static final int RATE_DIGITS = 6;

    private final TraceSettings settings;
    private final List<ReferenceLayer> layers;
    private final Cut samples;
    private final List<Cut> neurons = new ArrayList<>();

    private TraceJson(TraceSettings settings) {
        this.settings = settings;
        this.layers = settings.network().layers();
        this.samples = Cut.of(settings.samples());
        neurons.add(Cut.of(layers.getFirst().inputs()));
        layers.forEach(layer -> neurons.add(Cut.of(layer.outputs())));
    }

    static JsonObject of(Trace trace, Language language) {
        return new TraceJson(trace.settings()).json(trace.steps(), language);
    }

    private JsonObject json(List<TraceStep> steps, Language language) {
        LossFormula loss = LossFormula.of(settings.loss());
        JsonObject.Builder json = JsonObject.builder()
                .put("facts", facts(language))
                .put("fused", isFused(settings))
                .put("differenceForm", ErrorSection.isDifference(settings.loss()))
                .put("lossFormula", loss.loss())
                .put("lossDerivative", loss.derivative())
                .put("learningRate", settings.update().learningRate())
                .put("samples", samples.describe("count", "shown").build())
                .put("layers", layers())
                .put("inputNames", names(settings.inputNames(), neurons.getFirst()))
                .put("outputNames", names(outputNames(), neurons.getLast()))
                .put("columns", array(settings.columns(), this::column))
                .put("steps", array(steps, step -> new StepJson(settings, step, samples, neurons).json()));
        if (!settings.update().isPlain()) {
            json.put("optimizer", settings.update().optimizer().name());
        }
        if (settings.hasLink() && !isFused(settings)) {
            json.put("link", settings.loss().link().name());
        }
        return json.build();
    }

    /// Whether the link of the loss is shown as the last layer's activation (F8). It is where that layer has none of
    /// its own; otherwise the link comes after that layer's activation.
    static boolean isFused(TraceSettings settings) {
        return settings.hasLink() && settings.network().layers().getLast().activation() instanceof Identity;
    }

    private JsonValue layers() {
        List<JsonValue> described = new ArrayList<>();
        described.add(neurons.getFirst().describe("width", "neurons").build());
        for (int l = 1; l <= layers.size(); l++) {
            Activation f = l == layers.size() && isFused(settings)
                    ? settings.loss().link()
                    : layers.get(l - 1).activation();
            ActivationFormula formula = ActivationFormula.of(f);
            described.add(neurons.get(l)
                    .describe("width", "neurons")
                    .put("activation", f.name())
                    .put("formula", formula.value())
                    .put("derivative", formula.derivative())
                    .put("elementwise", f instanceof Elementwise)
                    .put("bias", layers.get(l - 1).bias() != null)
                    .build());
        }
        return new JsonValue.Array(described);
    }

    /// The head of the page: names, each with what it stands for.
    private JsonValue facts(Language language) {
        UpdateRule update = settings.update();
        String start = switch (settings.start()) {
            case WeightStart.Seed(long seed) -> Phrase.FROM_SEED.in(language, seed);
            case WeightStart.File(String name) -> name;
        };
        String rate = new SignificantDigits(RATE_DIGITS).of(update.learningRate());
        String rule = update.isPlain()
                ? Phrase.PLAIN_UPDATE.in(language, rate)
                : Phrase.OPTIMIZER_UPDATE.in(language, update.optimizer().name(), rate);
        String widths = neurons.stream().map(cut -> String.valueOf(cut.size())).collect(Collectors.joining(" → "));
        return new JsonValue.Array(List.of(
                fact(Phrase.NETWORK, language, widths),
                fact(Phrase.WEIGHTS, language, start),
                fact(Phrase.SAMPLES, language, "n = " + settings.samples()),
                fact(Phrase.LOSS, language, settings.loss().name()),
                fact(Phrase.UPDATE, language, rule)));
    }

    private static JsonValue fact(Phrase name, Language language, String value) {
        return texts(List.of(name.in(language), value));
    }

    /// The names of the outputs: the classes, or the target where there is one output.
    private List<String> outputNames() {
        int outputs = neurons.getLast().size();
        FittedTarget target = settings.target();
        if (target == null) {
            return List.of();
        }
        if (settings.labels().size() == outputs) {
            return settings.labels();
        }
        // The only output of two classes is the probability of the second.
        String name =
                settings.labels().isEmpty() ? target.name() : settings.labels().getLast();
        return outputs == 1 ? List.of(name) : List.of();
    }

    private JsonValue column(TraceSettings.SourceColumn column) {
        List<String> cells =
                Arrays.stream(samples.shown()).mapToObj(column.cells()::get).toList();
        return JsonObject.builder()
                .put("name", wellFormed(column.name()))
                .put("from", column.from())
                .put("to", column.to())
                .put("cells", texts(cells))
                .build();
    }

    private static JsonValue names(List<String> names, Cut shown) {
        return names.isEmpty()
                ? texts(names)
                : texts(Arrays.stream(shown.shown()).mapToObj(names::get).toList());
    }

    private static JsonValue texts(List<String> texts) {
        return array(texts, text -> new JsonValue.Text(wellFormed(text)));
    }

    /// Half of a surrogate pair, which JSON cannot hold, as the replacement character.
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static <T> JsonValue array(List<T> elements, Function<T, JsonValue> json) {
        return new JsonValue.Array(elements.stream().map(json).toList());
    }
}
