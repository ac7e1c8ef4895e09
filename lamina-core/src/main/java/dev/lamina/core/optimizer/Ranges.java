package dev.lamina.core.optimizer;

/// The valid ranges of optimizer settings, checked where they are made.
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

    static void decayRate(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 ≤ " + name + " < 1");
        }
    }
}
