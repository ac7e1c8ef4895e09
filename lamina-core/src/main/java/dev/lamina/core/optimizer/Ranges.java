package dev.lamina.core.optimizer;

import java.util.List;

/// The valid ranges of settings, checked where they are made.
final class Ranges {

    private Ranges() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a positive number");
        }
    }

    static void zeroOrMore(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
        }
    }

    static void zeroOrMore(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
        }
    }

    /// 0 ≤ value < 1.
    static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 ≤ " + name + " < 1");
        }
    }

    /// 0 < value ≤ 1.
    static void ratio(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 < " + name + " ≤ 1");
        }
    }

    static void ascendingFractions(String name, List<Double> values) {
        double before = 0;
        for (double value : values) {
            if (!(value > before && value < 1)) {
                throw new IllegalArgumentException(
                        name + " are " + values + ", expected ascending fractions between 0 and 1");
            }
            before = value;
        }
    }
}
