package dev.lamina.core.optimizer;

import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.Arrays;

/// L-BFGS: quasi-Newton steps θ ← θ − αHg for small problems with all samples in one batch. H approximates the
/// inverse of the Hessian by the last m pairs of moves s and of changes y of the gradient, from H₀ = sᵀy/yᵀy
/// of the newest pair; the length α satisfies the strong Wolfe conditions.
///
/// The first step follows −g with α tried from η·min(1, 1/|g|), all others try α = η first, which quasi-Newton
/// steps are made for at η = 1. A pair enters only if its curvature sᵀy is positive beyond doubt: H stays
/// positive definite. Where no length lowers the cost, the memory is emptied and −g tried; where that fails
/// too, the parameters stay and the state has [converged][Optimizer.State#converged]. g includes the decay's
/// λθ, and the cost its ½λθ². Views with a learning-rate factor of 0 stay, other factors do not act: the
/// search finds the length.
///
/// PyTorch's has no line search unless it is asked for one, and takes up to 20 iterations a step; here each
/// step is one. Sums run in double precision in the order of the index.
///
/// Source: Nocedal and Wright, "Numerical optimization" (2nd edition, 2006), algorithms 7.4 and 7.5 and
/// equation 7.20; Liu and Nocedal, "On the limited memory BFGS method for large scale optimization" (1989).
///
/// @param learningRate η, positive, what the line search tries first
/// @param history m, 1 or more; takes 2m times the memory of the parameters
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record Lbfgs(float learningRate, int history, float weightDecay) implements Optimizer {

    /// The least cosine between s and y of a pair that enters: below, rounding may decide its sign.
    private static final double LEAST_CURVATURE = 1e-6;

    public Lbfgs {
        Ranges.positive("learningRate", learningRate);
        Ranges.zeroOrMore("weightDecay", weightDecay);
        if (history < 1) {
            throw new IllegalArgumentException("history is " + history + ", expected 1 or more");
        }
    }

    /// η = 1, m = 10 as in SciPy, no decay.
    public static Lbfgs defaults() {
        return new Lbfgs(1f, 10, 0f);
    }

    @Override
    public String name() {
        return "lbfgs";
    }

    @Override
    public Lbfgs learningRate(float learningRate) {
        return new Lbfgs(learningRate, history, weightDecay);
    }

    @Override
    public Lbfgs weightDecay(float weightDecay) {
        return new Lbfgs(learningRate, history, weightDecay);
    }

    @Override
    public boolean searches() {
        return true;
    }

    @Override
    public State start(int parameters) {
        return new Pairs(parameters, history, new Penalty(0f, weightDecay));
    }

    private static final class Pairs extends State {

        private final Penalty penalty;

        /// The pairs in a ring, the newest one at `newest`, and 1/sᵀy of each.
        private final float[][] moves;

        private final float[][] changes;
        private final double[] inverseCurvatures;
        private int newest = -1;
        private int count;

        /// sᵀy/yᵀy of the newest pair.
        private double scale = 1;

        private boolean converged;

        /// Where the current step starts, its direction, and the gradient at the current parameters; not kept between
        /// steps.
        private final float[] startValues;

        private final float[] startGradient;
        private final float[] direction;
        private final float[] gradient;
        private final double[] along;

        Pairs(int parameters, int history, Penalty penalty) {
            super(parameters);
            this.penalty = penalty;
            moves = new float[history][parameters];
            changes = new float[history][parameters];
            inverseCurvatures = new double[history];
            startValues = new float[parameters];
            startGradient = new float[parameters];
            direction = new float[parameters];
            gradient = new float[parameters];
            along = new double[history];
        }

        @Override
        public boolean converged() {
            return converged;
        }

        @Override
        public void decayBy(float factor) {
            if (factor != 1) {
                throw new IllegalStateException(
                        "lbfgs minimises one cost, its weight decay included: it cannot be times " + factor);
            }
        }

        @Override
        float[][] arrays() {
            throw new IllegalStateException("lbfgs cannot be resumed; take another optimizer, or no checkpoints");
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            throw new IllegalStateException("lbfgs searches for the length of a step: give the step a cost function");
        }

        @Override
        void update(Parameters parameters, float[] gradients, float learningRate, CostFunction costFunction) {
            converged = false;
            if (learningRate == 0) {
                return;
            }
            readGradient(parameters, gradients);
            System.arraycopy(parameters.values(), 0, startValues, 0, startValues.length);
            System.arraycopy(gradient, 0, startGradient, 0, startGradient.length);
            double cost = costFunction.cost() + penalty.cost(parameters);
            converged = !search(parameters, gradients, learningRate, costFunction, cost);
            if (converged && count > 0) {
                count = 0;
                converged = !search(parameters, gradients, learningRate, costFunction, cost);
            }
            if (!converged) {
                remember(parameters.values());
            }
        }

        /// One search along the quasi-Newton direction.
        ///
        /// @return whether it found a lower cost
        private boolean search(
                Parameters parameters, float[] gradients, float learningRate, CostFunction costFunction, double cost) {
            turn();
            double slope = dot(startGradient, direction);
            if (Double.isNaN(slope)) {
                // Shows in the parameters, as with every rule.
                go(parameters.values(), learningRate);
                return true;
            }
            if (!(slope < 0)) {
                return false;
            }
            double first = count > 0 ? learningRate : learningRate * Math.min(1, 1 / Math.sqrt(-slope));
            LineSearch.Line line = length -> {
                go(parameters.values(), length);
                double costThere = costFunction.evaluate() + penalty.cost(parameters);
                readGradient(parameters, gradients);
                return new LineSearch.Point(length, costThere, dot(gradient, direction));
            };
            return LineSearch.search(line, new LineSearch.Point(0, cost, slope), first)
                            .length()
                    > 0;
        }

        /// Sets the gradient to that of the cost function with the decay, and to 0 where parameters are frozen.
        private void readGradient(Parameters parameters, float[] gradients) {
            System.arraycopy(gradients, 0, gradient, 0, gradient.length);
            penalty.addGradient(parameters, gradient);
            for (int i = 0; i < parameters.views().size(); i++) {
                ParameterView view = parameters.views().get(i);
                if (!view.spec().trainable()) {
                    Arrays.fill(gradient, view.offset(), view.offset() + view.size(), 0f);
                }
            }
        }

        /// θ ← start + α·direction, the start itself bit for bit at α = 0. What does not move is left alone, as
        /// the running means that a layer keeps by itself.
        private void go(float[] values, double length) {
            for (int i = 0; i < values.length; i++) {
                if (direction[i] != 0) {
                    values[i] = length == 0 ? startValues[i] : (float) (startValues[i] + length * direction[i]);
                }
            }
        }

        /// Sets the direction to −Hg by the two loops of algorithm 7.4, or to −g without pairs.
        private void turn() {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = -startGradient[i];
            }
            for (int back = 0; back < count; back++) {
                int pair = pair(back);
                along[pair] = inverseCurvatures[pair] * dot(moves[pair], direction);
                add(-along[pair], changes[pair]);
            }
            if (count > 0) {
                for (int i = 0; i < direction.length; i++) {
                    direction[i] *= (float) scale;
                }
            }
            for (int back = count - 1; back >= 0; back--) {
                int pair = pair(back);
                add(along[pair] - inverseCurvatures[pair] * dot(changes[pair], direction), moves[pair]);
            }
        }

        /// The index of the pair of so many steps before the newest.
        private int pair(int back) {
            return Math.floorMod(newest - back, moves.length);
        }

        /// Takes the step as a pair, in the place of the oldest, if its curvature is sound.
        private void remember(float[] values) {
            int next = (newest + 1) % moves.length;
            float[] s = moves[next];
            float[] y = changes[next];
            double curvature = 0;
            double movesSquared = 0;
            double changesSquared = 0;
            for (int i = 0; i < values.length; i++) {
                float move = values[i] - startValues[i];
                float change = gradient[i] - startGradient[i];
                s[i] = move;
                y[i] = change;
                curvature += (double) move * change;
                movesSquared += (double) move * move;
                changesSquared += (double) change * change;
            }
            if (curvature > LEAST_CURVATURE * Math.sqrt(movesSquared) * Math.sqrt(changesSquared)) {
                inverseCurvatures[next] = 1 / curvature;
                scale = curvature / changesSquared;
                newest = next;
                count = Math.min(count + 1, moves.length);
            } else if (count == moves.length) {
                // What was written over is the oldest pair.
                count--;
            }
        }

        private void add(double factor, float[] values) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) (direction[i] + factor * values[i]);
            }
        }

        private static double dot(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }
}
