package dev.lamina.core.reference;

import dev.lamina.core.reference.GradientReport.Worst;
import dev.lamina.core.reference.LayeredCost.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares the engine's gradients with those of the reference. They may differ by 1e-4 of the largest of the
/// matrix, and by 1e-5 of the largest of the network, or of 1 if that is more: a gradient that is exactly zero,
/// such as that of a bias before batch normalisation, is a sum of rounded terms in the engine.
final class EngineComparison {

    private static final double RELATIVE = 1e-4;
    private static final double FLOOR = 1e-5;

    private final LayeredCost engine;
    private final LayeredCost reference;
    private final double floor;

    /// @param layers without the loss
    EngineComparison(LayeredCost engine, LayeredCost reference, int layers) {
        this.engine = engine;
        this.reference = reference;
        double largest = 1;
        for (int l = 0; l <= layers; l++) {
            for (double[][] gradient : reference.gradients(l)) {
                largest = Math.max(largest, Comparison.largest(gradient));
            }
        }
        floor = FLOOR * largest;
    }

    /// The element of a matrix that is furthest off, or null for none.
    @Nullable
    Worst worst(int layer, int matrix, List<Element> elements) {
        double[][] given = engine.gradients(layer).get(matrix);
        double[][] expected = reference.gradients(layer).get(matrix);
        double largest = Comparison.largest(expected);
        Worst worst = null;
        for (Element element : elements) {
            double own = given[element.row()][element.column()];
            double right = expected[element.row()][element.column()];
            double error = Math.abs(own - right) / (largest + floor / RELATIVE);
            if (worst == null || !(error <= worst.error())) {
                worst = new Worst(element.row(), element.column(), own, right, error, RELATIVE);
            }
        }
        return worst;
    }
}
