package dev.lamina.core.reference;

import dev.lamina.core.layer.Layer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.reference.CostDifferences.Outcome;
import dev.lamina.core.reference.CostDifferences.Precision;
import dev.lamina.core.reference.GradientReport.Entry;
import dev.lamina.core.reference.GradientReport.Worst;
import dev.lamina.core.reference.LayeredCost.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares the gradients of one batch, matrix by matrix.
final class Comparison {

    private static final int MOST_ELEMENTS = 100;

    private final CheckBatch batch;
    private final Precision precision;
    private final LayeredCost cost;
    private final CostDifferences differences;
    private final @Nullable EngineComparison engine;

    private Comparison(CheckBatch batch, Precision precision, LayeredCost cost, @Nullable EngineComparison engine) {
        this.batch = batch;
        this.precision = precision;
        this.cost = cost;
        this.differences = new CostDifferences(cost, precision);
        this.engine = engine;
    }

    /// Float64 with differences, then the engine with float64.
    static GradientReport withReference(CheckBatch batch, EngineCost engine) {
        ReferenceCost reference = new ReferenceCost(batch);
        EngineComparison comparison =
                new EngineComparison(engine, reference, batch.network().layers().size());
        return new Comparison(batch, Precision.FLOAT64, reference, comparison).run(false);
    }

    /// The engine with its own differences.
    static GradientReport ofEngine(CheckBatch batch, EngineCost engine) {
        return new Comparison(batch, Precision.FLOAT32, engine, null).run(true);
    }

    /// From the loss to the first layer, since moving a value of the engine changes what stands behind it.
    private GradientReport run(boolean weaker) {
        List<Entry> entries = new ArrayList<>();
        List<Layer> layers = batch.network().layers();
        int outputs = batch.network().outputs();
        entries.add(entry(layers.size(), 0, "the loss " + batch.loss().name(), "outputs", new int[outputs]));
        for (int l = layers.size() - 1; l >= 0; l--) {
            Layer layer = layers.get(l);
            String name = "layer " + l + " (" + layer + ")";
            int inputs = batch.network().width(l);
            List<ParameterSpec> specs = layer.parameters(inputs);
            List<Entry> own = new ArrayList<>();
            for (int m = 0; m < specs.size(); m++) {
                ParameterSpec spec = specs.get(m);
                int[] numbers = new int[spec.columns()];
                own.add(
                        spec.trainable()
                                ? entry(l, m, name, spec.name(), numbers)
                                : unchanging(l, m, name, spec.name()));
            }
            own.add(entry(l, specs.size(), name, "inputs", IndexColumns.of(layer, inputs)));
            entries.addAll(0, own);
        }
        return new GradientReport(batch.loss().name(), batch.rows(), batch.seed(), weaker, entries);
    }

    /// Of a parameter that no step changes, whose gradient may be left at zero: only the engine's.
    private Entry unchanging(int layer, int matrix, String where, String name) {
        double[][] gradient = cost.gradients(layer).get(matrix);
        List<Element> elements = elements(layer, matrix, gradient, new int[gradient[0].length]);
        return new Entry(where, name, elements.size(), 0, 0, null, ofEngine(layer, matrix, elements));
    }

    /// @param categories of columns that hold indices, which have no derivative
    private Entry entry(int layer, int matrix, String where, String name, int[] categories) {
        double[][] gradient = cost.gradients(layer).get(matrix);
        List<Element> elements = elements(layer, matrix, gradient, categories);
        List<Element> chosen = chosen(elements);
        double largest = largest(gradient);
        int kinks = 0;
        Worst worst = null;
        for (Element element : chosen) {
            double own = gradient[element.row()][element.column()];
            Outcome outcome = differences.compare(element, own, largest);
            if (outcome.kink()) {
                kinks++;
            } else if (worst == null || !(outcome.error() <= worst.error())) {
                worst = new Worst(
                        element.row(), element.column(), own, outcome.value(), outcome.error(), precision.relative);
            }
        }
        return new Entry(
                where, name, elements.size(), chosen.size() - kinks, kinks, worst, ofEngine(layer, matrix, elements));
    }

    private @Nullable Worst ofEngine(int layer, int matrix, List<Element> elements) {
        return engine == null ? null : engine.worst(layer, matrix, elements);
    }

    private static List<Element> elements(int layer, int matrix, double[][] gradient, int[] categories) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient[i].length; j++) {
                if (categories[j] == 0) {
                    elements.add(new Element(layer, matrix, i, j));
                }
            }
        }
        return elements;
    }

    /// All, or a sample of many.
    private List<Element> chosen(List<Element> elements) {
        if (elements.size() <= MOST_ELEMENTS) {
            return elements;
        }
        Element first = elements.getFirst();
        int[] order = new int[elements.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        RandomStream.of(RandomStream.key(batch.seed(), Purpose.CHECK, first.layer()), Purpose.CHECK, first.matrix())
                .shuffle(order);
        List<Element> chosen = new ArrayList<>();
        for (int i = 0; i < MOST_ELEMENTS; i++) {
            chosen.add(elements.get(order[i]));
        }
        return chosen;
    }

    static double largest(double[][] gradient) {
        double largest = 0;
        for (double[] row : gradient) {
            for (double each : row) {
                largest = Math.max(largest, Math.abs(each));
            }
        }
        return largest;
    }
}
