package dev.lamina.core.optimizer;

import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import java.util.Arrays;
import java.util.List;

/// A bound on the weights that enter a neuron: w ← w·limit/|w| where |w| > limit, for each column w of each
/// weight matrix that is not frozen. All other parameters stay.
///
/// Lets large learning rates explore without weights that blow up; goes well with dropout.
///
/// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (JMLR 15,
/// 2014), section 5.1, where limits of 3 to 4 were usual.
///
/// @param limit positive
public record MaxNorm(float limit) {

    public MaxNorm {
        Ranges.positive("max-norm", limit);
    }

    /// The bound for these parameters.
    public State start(Parameters parameters) {
        List<ParameterView> bounded = parameters.views().stream()
                .filter(view -> view.spec().role() == Role.WEIGHT && view.spec().trainable())
                .toList();
        int columns =
                bounded.stream().mapToInt(view -> view.spec().columns()).max().orElse(0);
        return new State(limit, parameters.values(), bounded, new double[columns]);
    }

    /// The bound at work. One thread.
    public static final class State {

        private final float limit;
        private final float[] values;
        private final List<ParameterView> bounded;
        private final double[] squares;

        private State(float limit, float[] values, List<ParameterView> bounded, double[] squares) {
            this.limit = limit;
            this.values = values;
            this.bounded = bounded;
            this.squares = squares;
        }

        /// Scales the columns that are too long.
        public void apply() {
            for (int i = 0; i < bounded.size(); i++) {
                ParameterView view = bounded.get(i);
                apply(view.offset(), view.offset() + view.size(), view.spec().columns());
            }
        }

        /// By rows, as the matrix lies in memory.
        private void apply(int from, int to, int columns) {
            Arrays.fill(squares, 0, columns, 0);
            for (int row = from; row < to; row += columns) {
                for (int j = 0; j < columns; j++) {
                    squares[j] += (double) values[row + j] * values[row + j];
                }
            }
            boolean within = true;
            for (int j = 0; j < columns; j++) {
                within &= squares[j] <= (double) limit * limit;
            }
            if (within) {
                return;
            }
            for (int j = 0; j < columns; j++) {
                double norm = Math.sqrt(squares[j]);
                squares[j] = norm > limit ? limit / norm : 1;
            }
            for (int row = from; row < to; row += columns) {
                for (int j = 0; j < columns; j++) {
                    values[row + j] *= (float) squares[j];
                }
            }
        }
    }
}
