package dev.lamina.explain;

/// What a prediction is to become, see [Counterfactual].
public sealed interface Goal {

    /// Any label but the one that is predicted for the row as it is.
    record AnotherLabel() implements Goal {}

    /// This label.
    record Label(String label) implements Goal {}

    /// A value at or beyond this one, from whichever side the prediction for the row as it is comes.
    ///
    /// @param value in units of the target, finite
    record Reach(double value) implements Goal {

        /// @throws IllegalArgumentException if the value is not finite
        public Reach {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the value to reach is " + value + ", expected a finite number");
            }
        }
    }
}
