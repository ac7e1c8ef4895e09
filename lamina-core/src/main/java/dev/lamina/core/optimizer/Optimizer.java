package dev.lamina.core.optimizer;

import dev.lamina.core.matrix.Team;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rule of a step: θ from θ, g = ∂C/∂θ and the learning rate η. Immutable settings; the moments are in the
/// [State].
public sealed interface Optimizer
        permits AdaDelta, AdaGrad, AdaMax, Adam, AdamW, Lbfgs, Lion, NAdam, RAdam, RmsProp, Rprop, Sgd {

    /// The name in files and on the command line, such as `adamw`.
    String name();

    /// The learning rate that a schedule scales; positive.
    float learningRate();

    Optimizer learningRate(float learningRate);

    /// λ, 0 or more; each rule says how it acts.
    float weightDecay();

    Optimizer weightDecay(float weightDecay);

    /// Whether a step looks for its length at several points, as [Lbfgs] does: it then needs a [CostFunction]
    /// that does not change within the step, hence all samples in one batch, and gradients that nothing has
    /// clipped.
    default boolean searches() {
        return false;
    }

    /// A new state, as it is before the first step, for so many parameters.
    State start(int parameters);

    /// Every optimizer, with its defaults.
    static List<Optimizer> all() {
        return List.of(
                Sgd.defaults(),
                Adam.defaults(),
                AdamW.defaults(),
                AdaGrad.defaults(),
                AdaDelta.defaults(),
                RmsProp.defaults(),
                AdaMax.defaults(),
                NAdam.defaults(),
                RAdam.defaults(),
                Rprop.defaults(),
                Lion.defaults(),
                Lbfgs.defaults());
    }

    /// The optimizer of that name with its defaults.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Optimizer named(String name) {
        for (Optimizer optimizer : all()) {
            if (optimizer.name().equals(name)) {
                return optimizer;
            }
        }
        String known = all().stream().map(Optimizer::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown optimizer \"" + name + "\"; known are " + known);
    }

    /// The cost as a function of the parameters, for rules that look at more than one point in a step.
    interface CostFunction {

        /// The cost that [#evaluate] gave last.
        double cost();

        /// The cost of the parameters as they are now; sets the gradients. May be NaN or infinite.
        double evaluate();
    }

    /// What an optimizer remembers between steps, for the parameters of one network. One thread may use it.
    abstract class State {

        /// Parameters below which handing over to another thread costs more than it gives.
        private static final int WORTH_SPLITTING = 1 << 15;

        /// Parameters of a view below which the caller's thread updates them alone.
        private static final int WORTH_A_SHARE = 1 << 12;

        private final int size;
        private final IntConsumer share = this::updateShare;
        private Team team = Team.of(1);
        private long steps;
        private float decay = 1;

        /// Of the parameters that are stepped; null before the first step.
        private @Nullable List<ParameterView> views;

        // The update that is under way.
        private float[] values = {};
        private float[] gradients = {};
        private float learningRate;

        /// For the rules of this package only: their loops must not see parameters of other views.
        ///
        /// @param parameters how many
        State(int parameters) {
            size = parameters;
        }

        /// Lets the threads of a team share every large update from now on. Without it the caller's thread computes
        /// them alone. The bits are the same.
        public final void runOn(Team team) {
            this.team = Objects.requireNonNull(team, "team");
        }

        /// What λ is multiplied by in the steps to come.
        ///
        /// @param factor 0 or more; 1 without a call
        /// @throws IllegalStateException if the rule [searches][Optimizer#searches] and the factor is not 1
        public void decayBy(float factor) {
            if (!(factor >= 0 && factor < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weight decay is times " + factor + ", expected 0 or more");
            }
            decay = factor;
        }

        /// Replaces the parameters by those after one step.
        ///
        /// A view's learning-rate factor multiplies η, its weight-decay factor λ.
        ///
        /// @param gradients ∂C/∂θ in the same layout
        /// @param learningRate η of this step, as the schedule gives it
        /// @throws IllegalArgumentException if parameters or gradients are another network's
        /// @throws IllegalStateException if the rule [searches][Optimizer#searches]
        public final void step(Parameters parameters, float[] gradients, float learningRate) {
            check(parameters, gradients);
            steps++;
            updateViews(parameters, gradients, learningRate);
        }

        /// Replaces the parameters by those after one step, for every rule: one that [searches][Optimizer#searches]
        /// evaluates the cost function at several points, the others do not evaluate it.
        ///
        /// After the step of a rule that [searches][Optimizer#searches], cost and gradients are those of
        /// the new parameters.
        ///
        /// @param gradients what the cost function sets, evaluated at the parameters
        /// @throws IllegalArgumentException if parameters or gradients are another network's
        public final void step(
                Parameters parameters, float[] gradients, float learningRate, CostFunction costFunction) {
            check(parameters, gradients);
            steps++;
            update(parameters, gradients, learningRate, costFunction);
        }

        private void check(Parameters parameters, float[] gradients) {
            if (parameters.size() != size || gradients.length != size) {
                throw new IllegalArgumentException("this state is for " + size + " parameters, got " + parameters.size()
                        + " with " + gradients.length + " gradients");
            }
            if (views == null) {
                views = parameters.views();
            } else if (!views.equals(parameters.views())) {
                throw new IllegalArgumentException(
                        "this state has stepped the parameters of another network; start a new one for these");
            }
        }

        /// Whether the last step found no lower cost, so that another on the same cost function would find none.
        public boolean converged() {
            return false;
        }

        void update(Parameters parameters, float[] gradients, float learningRate, CostFunction costFunction) {
            updateViews(parameters, gradients, learningRate);
        }

        private void updateViews(Parameters parameters, float[] gradients, float learningRate) {
            begin();
            values = parameters.values();
            this.gradients = gradients;
            this.learningRate = learningRate;
            if (size >= WORTH_SPLITTING && team.threads() > 1) {
                team.run(share);
                return;
            }
            List<ParameterView> views = parameters.views();
            int next;
            for (int i = 0; i < views.size(); i = next) {
                ParameterView view = views.get(i);
                int end = view.offset() + view.size();
                for (next = i + 1; next < views.size() && sameFactors(view, views.get(next)); next++) {
                    end += views.get(next).size();
                }
                update(view.spec(), view.offset(), end);
            }
        }

        private boolean sameFactors(ParameterView a, ParameterView b) {
            return a.spec().learningRateFactor() == b.spec().learningRateFactor()
                    && (!decays() || a.spec().weightDecayFactor() == b.spec().weightDecayFactor());
        }

        /// Of each large view some rows, as products share the rows of their gradients, so that a thread finds most of
        /// what it updates in its own cache. The rest is the caller's, which computed its gradient.
        private void updateShare(int part) {
            List<ParameterView> all = Objects.requireNonNull(views);
            for (int i = 0; i < all.size(); i++) {
                ParameterView view = all.get(i);
                ParameterSpec spec = view.spec();
                if (view.size() >= WORTH_A_SHARE) {
                    int from = team.firstRow(spec.rows(), part) * spec.columns();
                    int to = team.firstRow(spec.rows(), part + 1) * spec.columns();
                    update(spec, view.offset() + from, view.offset() + to);
                } else if (part == 0) {
                    update(spec, view.offset(), view.offset() + view.size());
                }
            }
        }

        private void update(ParameterSpec spec, int from, int to) {
            update(
                    values,
                    gradients,
                    from,
                    to,
                    learningRate * spec.learningRateFactor(),
                    spec.weightDecayFactor() * decay);
        }

        /// The arrays of what it remembers, copied: with the number of [#steps] all that the rest of a training
        /// needs of it.
        ///
        /// @throws IllegalStateException if the rule [searches][Optimizer#searches]
        public final float[][] memory() {
            return Stream.of(arrays()).map(float[]::clone).toArray(float[][]::new);
        }

        /// Goes on from where another state of the same rule stood.
        ///
        /// @param steps of the other
        /// @param memory of the other
        /// @throws IllegalArgumentException if the memory is of another rule or number of parameters
        public final void resume(long steps, float[][] memory) {
            float[][] own = arrays();
            boolean fits = own.length == memory.length;
            for (int i = 0; i < own.length && fits; i++) {
                fits = own[i].length == memory[i].length;
            }
            if (!fits) {
                throw new IllegalArgumentException("the memory is of another optimizer");
            }
            for (int i = 0; i < own.length; i++) {
                System.arraycopy(memory[i], 0, own[i], 0, own[i].length);
            }
            this.steps = steps;
            resumed();
        }

        /// The arrays that updates read and write, in one order.
        abstract float[][] arrays();

        /// Computes what is a function of the number of steps.
        void resumed() {}

        /// Computes what all updates of the step share.
        void begin() {}

        /// Whether the decay factor of a view makes a difference.
        boolean decays() {
            return true;
        }

        /// Steps so far, the current one included.
        public final long steps() {
            return steps;
        }

        /// Updates the parameters `from` (inclusive) to `to` (exclusive), all with the same η and decay factor. Several
        /// threads may update a part each.
        abstract void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor);
    }
}
