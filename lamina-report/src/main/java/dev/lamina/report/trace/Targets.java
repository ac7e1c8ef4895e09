package dev.lamina.report.trace;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.TargetKind.Classes;
import dev.lamina.core.loss.TargetKind.Element;
import dev.lamina.core.loss.TargetKind.Several;
import java.util.Arrays;

/// Targets as people give them, one number for each output or the index of a class, in the form that a loss
/// takes.
public final class Targets {

    private static final double SUM_TOLERANCE = 1e-6;

    private Targets() {}

    /// The targets of one sample.
    ///
    /// @param outputs of the network
    /// @param y as many numbers, or for a loss of classes the index of one, from 0
    /// @throws IllegalArgumentException if the loss cannot take them
    public static double[] of(Loss loss, int outputs, double[] y) {
        TraceSettings.check(loss);
        return switch (loss.targets()) {
            case Element _ -> many(loss, outputs, y);
            case Classes.DISTRIBUTION -> distribution(loss, many(loss, outputs, y));
            case Classes.INDEX_OR_DISTRIBUTION ->
                y.length == 1 ? index(loss, outputs, y[0]) : distribution(loss, many(loss, outputs, y));
            case Classes.INDEX -> index(loss, outputs, y.length == 1 ? y[0] : one(loss, many(loss, outputs, y)));
            case Several _ -> throw TraceSettings.oneHead();
        };
    }

    private static double[] many(Loss loss, int outputs, double[] y) {
        if (y.length != outputs) {
            boolean index = loss.targets() == Classes.INDEX || loss.targets() == Classes.INDEX_OR_DISTRIBUTION;
            throw new IllegalArgumentException(loss.name() + " on " + outputs + " outputs expects a target of "
                    + outputs + " numbers" + (index ? " or one class index" : "") + ", got " + y.length);
        }
        return y;
    }

    private static double[] index(Loss loss, int outputs, double index) {
        if (!Classes.isIndex(index, outputs)) {
            throw new IllegalArgumentException(loss.name() + " on " + outputs
                    + " outputs expects a class index of 0 to " + (outputs - 1) + ", got " + index);
        }
        return new double[] {index};
    }

    /// The class of targets given as one 1 among zeros.
    private static double one(Loss loss, double[] y) {
        int found = -1;
        for (int j = 0; j < y.length; j++) {
            if (y[j] == 1 && found < 0) {
                found = j;
            } else if (y[j] != 0) {
                throw notOne(loss, y);
            }
        }
        if (found < 0) {
            throw notOne(loss, y);
        }
        return found;
    }

    private static IllegalArgumentException notOne(Loss loss, double[] y) {
        return new IllegalArgumentException(loss.name() + " expects a class index, or a 1 for the class and 0 for all"
                + " others, got " + Arrays.toString(y));
    }

    private static double[] distribution(Loss loss, double[] y) {
        double sum = Arrays.stream(y).sum();
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE) || Arrays.stream(y).anyMatch(each -> !(each >= 0))) {
            throw new IllegalArgumentException(
                    loss.name() + " expects probabilities that add up to 1, got " + Arrays.toString(y));
        }
        return y;
    }
}
