package dev.lamina.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;

/// One setting that a search varies, as a place from 0 to 1 on its scale: equal distances are changes of
/// equal weight. Immutable.
public sealed interface Dimension {

    /// The setting's name, such as `learning-rate`.
    String name();

    /// The value at a place in [0, 1), as a text.
    String at(double place);

    /// A place of the value, such that [#at] gives the value again; an end where it is out of range.
    double place(String value);

    /// How many values there are at most that have no order; 0 where values have one.
    default int kinds() {
        return 0;
    }

    /// A number with three significant digits.
    ///
    /// @param low above 0 if the scale is logarithmic
    /// @param high above `low`
    record Real(String name, double low, double high, boolean logarithmic) implements Dimension {

        private static final MathContext DIGITS = new MathContext(3);

        public Real {
            Objects.requireNonNull(name, "name");
            if (!(low < high && (low > 0 || !logarithmic))) {
                throw new IllegalArgumentException(name + " goes from " + low + " to " + high
                        + (logarithmic ? ", expected 0 < low < high" : ", expected low < high"));
            }
        }

        @Override
        public String at(double place) {
            double value =
                    logarithmic ? low * StrictMath.exp(place * StrictMath.log(high / low)) : low + place * (high - low);
            BigDecimal rounded = new BigDecimal(Math.clamp(value, low, high)).round(DIGITS);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        }

        @Override
        public double place(String value) {
            double number = Math.clamp(Double.parseDouble(value), low, high);
            return logarithmic
                    ? StrictMath.log(number / low) / StrictMath.log(high / low)
                    : (number - low) / (high - low);
        }
    }

    /// A whole number: `low`, `low + step`, … up to `high`.
    record Whole(String name, int low, int high, int step) implements Dimension {

        public Whole {
            Objects.requireNonNull(name, "name");
            if (!(low < high && step > 0)) {
                throw new IllegalArgumentException(name + " goes from " + low + " to " + high + " by " + step
                        + ", expected low < high and a positive step");
            }
        }

        private int count() {
            return (high - low) / step + 1;
        }

        @Override
        public String at(double place) {
            return String.valueOf(low + step * cell(place, count()));
        }

        @Override
        public double place(String value) {
            double cell = (Integer.parseInt(value) - low) / (double) step;
            return Math.clamp((cell + 0.5) / count(), 0.5 / count(), 1 - 0.5 / count());
        }
    }

    /// One of several values without an order.
    record Choice(String name, List<String> values) implements Dimension {

        public Choice {
            Objects.requireNonNull(name, "name");
            values = List.copyOf(values);
            if (values.size() < 2) {
                throw new IllegalArgumentException(name + " has " + values.size() + " values, expected 2 or more");
            }
        }

        @Override
        public int kinds() {
            return values.size();
        }

        @Override
        public String at(double place) {
            return values.get(cell(place, values.size()));
        }

        @Override
        public double place(String value) {
            return (Math.max(0, values.indexOf(value)) + 0.5) / values.size();
        }
    }

    private static int cell(double place, int cells) {
        return Math.clamp((long) (place * cells), 0, cells - 1);
    }
}
