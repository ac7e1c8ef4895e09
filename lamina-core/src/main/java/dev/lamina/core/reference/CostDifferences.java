package dev.lamina.core.reference;

import dev.lamina.core.reference.LayeredCost.Element;
import org.jspecify.annotations.Nullable;

/// Derivatives of a cost by differences, and whether a gradient agrees with them.
///
/// The difference of width h is (4·d(h) − d(2h)) / 3 with the quotients d of [CentralDifference], which is the
/// five-point formula: it errs by h⁴·C⁗′/30 (Abramowitz & Stegun 25.3.6), and by the rounding of C over h.
///
/// Where a gradient disagrees with it, narrower differences are taken, each of an eighth of the width before.
/// They get clear of kinks nearby, as of ReLU at 0, and of strong curvature. The gradient is wrong if two widths
/// agree with each other but not with it, and the slopes to the right and to the left come closer as h shrinks.
/// If no two widths agree, the cost has a kink right here, and no derivative.
final class CostDifferences {

    private static final double SHRINKING = 0.125;

    /// What a cost computed in some precision can tell.
    enum Precision {
        /// h = 2⁻¹⁰: curvature contributes 3·10⁻¹⁴·C⁗′, rounding 7·10⁻¹²·C.
        FLOAT64(0x1p-10, 5, 1e-7, 0x1p-47),
        /// h = 2⁻⁷: curvature contributes 10⁻¹⁰·C⁗′, rounding 6·10⁻⁵·C.
        FLOAT32(0x1p-7, 3, 1e-3, 0x1p-21);

        /// h at first, times max(1, |θ|).
        final double step;

        /// How many widths are tried.
        final int widths;

        /// How far a gradient may be off, in parts of itself or, in float32, of the largest of its matrix.
        final double relative;

        /// What the rounding of a cost up to 1 contributes to a quotient, times h: 64 roundings in float64, 8
        /// in float32.
        final double rounding;

        Precision(double step, int widths, double relative, double rounding) {
            this.step = step;
            this.widths = widths;
            this.relative = relative;
            this.rounding = rounding;
        }
    }

    /// @param value ∂C/∂θ by differences
    /// @param error how far the gradient is off, relative; at most the tolerance where it is right
    /// @param kink whether the cost has no derivative here, so that the other two say nothing
    record Outcome(double value, double error, boolean kink) {}

    /// @param gap between the slopes to the right and to the left
    private record Difference(double value, double gap) {}

    private final LayeredCost cost;
    private final Precision precision;

    CostDifferences(LayeredCost cost, Precision precision) {
        this.cost = cost;
        this.precision = precision;
    }

    /// Compares one element of a gradient.
    ///
    /// @param gradient by back-propagation
    /// @param largest of the gradients of its matrix
    Outcome compare(Element element, double gradient, double largest) {
        double value = cost.get(element);
        double here = cost.cost(element.layer());
        double rounding = precision.rounding * Math.max(1, Math.abs(here));
        double h = precision.step * Math.max(1, Math.abs(value));
        @Nullable Difference wider = null;
        for (int i = 0; i < precision.widths; i++) {
            Difference difference = difference(element, value, here, h);
            double scale = scale(gradient, difference.value, largest);
            double error = error(gradient, difference.value, rounding / h, scale);
            if (error <= precision.relative) {
                return new Outcome(difference.value, error, false);
            }
            if (wider != null
                    && error(wider.value, difference.value, rounding / h, scale) <= precision.relative
                    && difference.gap <= wider.gap / 2 + rounding / h) {
                return new Outcome(difference.value, error, false);
            }
            wider = difference;
            h *= SHRINKING;
        }
        return new Outcome(Double.NaN, Double.NaN, true);
    }

    private double scale(double gradient, double difference, double largest) {
        return switch (precision) {
            case FLOAT64 -> Math.max(Math.abs(gradient), Math.abs(difference));
            case FLOAT32 -> Math.max(largest, Math.abs(difference));
        };
    }

    /// At most the tolerance if and only if a and b differ by at most the tolerance times the scale, and the
    /// rounding.
    private double error(double a, double b, double rounding, double scale) {
        return Math.abs(a - b) / (scale + rounding / precision.relative);
    }

    private Difference difference(Element element, double value, double here, double h) {
        CentralDifference far = central(element, value, 2 * h);
        CentralDifference near = central(element, value, h);
        cost.set(element, value);
        return new Difference((4 * near.quotient() - far.quotient()) / 3, near.gap(here));
    }

    /// Of the steps that were really taken: those that float32 or float64 can hold.
    private CentralDifference central(Element element, double value, double h) {
        double right = costAt(element, value + h);
        double toRight = cost.get(element) - value;
        double left = costAt(element, value - h);
        double toLeft = value - cost.get(element);
        return new CentralDifference(left, right, toLeft, toRight);
    }

    /// NaN where a step leaves what the loss is defined for; a narrower one may not.
    private double costAt(Element element, double value) {
        cost.set(element, value);
        try {
            return cost.cost(element.layer());
        } catch (IllegalArgumentException outside) {
            return Double.NaN;
        }
    }
}
