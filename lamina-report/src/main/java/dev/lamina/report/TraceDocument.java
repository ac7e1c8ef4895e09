package dev.lamina.report;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.data.FittedTarget;
import dev.lamina.report.Block.Cell;
import dev.lamina.report.Block.Fact;
import dev.lamina.report.trace.Corners;
import dev.lamina.report.trace.Trace;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceSettings.SourceColumn;
import dev.lamina.report.trace.TraceStep;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The walk through a trace from what is given to the updated weights, as blocks that the renderers draw.
final class TraceDocument {

    /// Of a table with more columns, only the first and the last ones are listed.
    private static final int MAX_COLUMNS = 20;

    private final Trace trace;
    private final TraceSettings settings;
    private final Sheet sheet;

    private TraceDocument(Trace trace, Language language, int digits) {
        this.trace = trace;
        this.settings = trace.settings();
        this.sheet = new Sheet(language, digits);
    }

    /// @throws IllegalArgumentException if `digits` is not from 1 to 17
    static List<Block> of(Trace trace, Language language, int digits) {
        TraceDocument document = new TraceDocument(trace, language, digits);
        document.overview();
        document.given();
        for (TraceStep step : trace.steps()) {
            document.step(step);
        }
        if (trace.steps().size() > 1) {
            document.costs();
        }
        return document.sheet.blocks();
    }

    private void overview() {
        int steps = trace.steps().size();
        Phrase title =
                settings.targets() == null ? Phrase.TITLE_FORWARD : steps == 1 ? Phrase.TITLE : Phrase.TITLE_STEPS;
        sheet.heading(1, sheet.say(title, steps));
        List<Fact> facts = new ArrayList<>();
        List<ReferenceLayer> layers = settings.network().layers();
        facts.add(fact(Phrase.NETWORK, widths(layers)));
        for (int l = 1; l <= layers.size(); l++) {
            ReferenceLayer layer = layers.get(l - 1);
            String bias = sheet.say(layer.bias() == null ? Phrase.WITHOUT_BIAS : Phrase.WITH_BIAS);
            facts.add(new Fact(
                    sheet.say(Phrase.LAYER, l),
                    sheet.say(Phrase.DENSE, layer.inputs(), layer.outputs(), name(layer.activation()), bias)));
        }
        facts.add(fact(
                Phrase.WEIGHTS,
                switch (settings.start()) {
                    case WeightStart.Seed(long seed) -> sheet.say(Phrase.FROM_SEED, seed);
                    case WeightStart.File(String name) -> sheet.say(Phrase.FROM_FILE, name);
                }));
        facts.add(fact(Phrase.LOSS, loss()));
        facts.add(fact(Phrase.SAMPLES, "n = " + settings.samples()));
        if (settings.targets() != null) {
            facts.add(fact(Phrase.UPDATE, update()));
        }
        sheet.add(new Block.Facts(facts));
        sheet.words(Phrase.CONVENTIONS, sheet.digits());
        if (settings.linkNamed()) {
            sheet.words(Phrase.LINK_ONCE, settings.loss().link().name());
        }
        if (isWide(settings.network())) {
            sheet.words(Phrase.CORNERS);
        }
    }

    private Fact fact(Phrase name, String value) {
        return new Fact(sheet.say(name), value);
    }

    private static String widths(List<ReferenceLayer> layers) {
        return Stream.concat(
                        Stream.of(layers.getFirst().inputs()), layers.stream().map(ReferenceLayer::outputs))
                .map(String::valueOf)
                .collect(Collectors.joining(" → "));
    }

    private String name(Activation activation) {
        return activation instanceof Identity ? sheet.say(Phrase.LINEAR) : activation.name();
    }

    private String update() {
        UpdateRule update = settings.update();
        String rate = sheet.number(update.learningRate());
        return update.isPlain()
                ? sheet.say(Phrase.PLAIN_UPDATE, rate)
                : sheet.say(Phrase.OPTIMIZER_UPDATE, update.optimizer().name(), rate);
    }

    private String loss() {
        String name = settings.loss().name();
        return settings.hasLink()
                ? sheet.say(Phrase.LINKED, name, settings.loss().link().name())
                : name;
    }

    private static boolean isWide(ReferenceNetwork network) {
        return network.layers().stream()
                .anyMatch(layer -> Corners.cuts(layer.inputs()) || Corners.cuts(layer.outputs()));
    }

    private void given() {
        sheet.heading(2, sheet.say(Phrase.GIVEN));
        if (!settings.columns().isEmpty()) {
            columns();
        }
        Block.Grid x = sheet.samples("X = A^{(0)}", settings.inputs());
        double[][] targets = settings.targets();
        if (targets == null) {
            sheet.matrices(x);
        } else {
            sheet.matrices(x, sheet.samples("Y", targets));
        }
        FittedTarget target = settings.target();
        if (target != null) {
            target(target);
        }
    }

    /// Writes what the numbers of Y and Ŷ stand for: the classes, or how the target is scaled.
    private void target(FittedTarget target) {
        switch (target) {
            case FittedTarget.Scaled scaled ->
                sheet.words(
                        Phrase.SCALED_TARGET,
                        scaled.name(),
                        sheet.number(scaled.mean()),
                        sheet.number(scaled.deviation()));
            case FittedTarget.Labels(String name, List<String> classes, var _) -> {
                int count = classes.size();
                String list = Arrays.stream(Corners.of(count))
                        .mapToObj(i -> (Corners.gapBefore(i, count) ? "…, " : "") + i + " = " + classes.get(i))
                        .collect(Collectors.joining(", "));
                sheet.words(Phrase.CLASSES, name, list);
            }
        }
    }

    private void columns() {
        sheet.words(Phrase.COLUMNS);
        List<String> header = new ArrayList<>(List.of(sheet.say(Phrase.COLUMN)));
        for (int i = 1; i <= settings.samples(); i++) {
            header.add(sheet.say(Phrase.SAMPLE, i));
        }
        header.add(sheet.say(Phrase.INPUTS));
        List<List<Cell>> rows = new ArrayList<>();
        int count = settings.columns().size();
        boolean all = count <= MAX_COLUMNS;
        for (int i : all ? IntStream.range(0, count).toArray() : Corners.of(count)) {
            if (!all && Corners.gapBefore(i, count)) {
                rows.add(Collections.nCopies(header.size(), Cell.words("⋮")));
            }
            SourceColumn column = settings.columns().get(i);
            List<Cell> row = new ArrayList<>(List.of(Cell.words(column.name())));
            column.cells().forEach(cell -> row.add(Cell.words(cell)));
            row.add(Cell.math(encoded(column)));
            rows.add(row);
        }
        sheet.add(new Block.Lines(header, rows));
    }

    /// The inputs that a column became, with their values in the first sample.
    private String encoded(SourceColumn column) {
        int width = column.to() - column.from();
        return Arrays.stream(Corners.of(width))
                .mapToObj(i -> (Corners.gapBefore(i, width) ? "\\ldots, " : "") + "x_{" + (column.from() + i + 1)
                        + "} = " + sheet.latex(settings.inputs()[0][column.from() + i]))
                .collect(Collectors.joining(", "));
    }

    private void step(TraceStep step) {
        if (trace.steps().size() > 1) {
            sheet.heading(1, sheet.say(Phrase.STEP, step.number()));
        }
        ForwardSection.write(sheet, settings, step);
        TraceStep.Learning learning = step.learning();
        double[][] targets = settings.targets();
        if (learning != null && targets != null) {
            CostSection.write(sheet, settings, targets, step, learning.backward());
            ErrorSection.write(sheet, settings, targets, step, learning.backward());
            GradientSection.write(sheet, settings, step, learning);
        }
    }

    private void costs() {
        sheet.heading(2, sheet.say(Phrase.COSTS));
        List<List<Cell>> rows = new ArrayList<>();
        for (TraceStep step : trace.steps()) {
            TraceStep.Learning learning = step.learning();
            if (learning != null) {
                rows.add(List.of(
                        Cell.math(String.valueOf(step.number())),
                        Cell.math(sheet.latex(learning.backward().cost())),
                        Cell.math(sheet.latex(learning.costAfter())),
                        Cell.math(sheet.latex(learning.numeric().largestDifference()))));
            }
        }
        sheet.add(new Block.Lines(
                List.of(
                        sheet.say(Phrase.STEP_COLUMN),
                        sheet.say(Phrase.BEFORE_COLUMN),
                        sheet.say(Phrase.AFTER_COLUMN),
                        sheet.say(Phrase.LARGEST_COLUMN)),
                rows));
    }
}
