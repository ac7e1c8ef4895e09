package dev.lamina.core.optimizer;

import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.stream.Collectors;

/// The rule of a step: θ from θ, g = ∂C/∂θ and the learning rate η. Immutable settings; the moments are in the
/// [State].
public sealed interface Optimizer
        permits AdaDelta, AdaGrad, AdaMax, Adam, AdamW, Lion, NAdam, RAdam, RmsProp, Rprop, Sgd {

    /// The name in files and on the command line, such as `adamw`.
    String name();

    /// The learning rate that a schedule scales; positive.
    float learningRate();

    Optimizer learningRate(float learningRate);

    /// λ, 0 or more; what it does is the rule's matter.
    float weightDecay();

    Optimizer weightDecay(float weightDecay);

    /// A state at rest for so many parameters.
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
                Lion.defaults());
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

    /// What an optimizer remembers between steps. One thread.
    abstract class State {

        private long steps;

        /// For the rules of this package only: their loops must not see parameters of other views.
        State() {}

        /// Replaces the parameters by those after one step.
        ///
        /// A view's learning-rate factor multiplies η, its weight-decay factor λ.
        ///
        /// @param gradients ∂C/∂θ in the same layout
        /// @param learningRate η of this step, as the schedule gives it
        public final void step(Parameters parameters, float[] gradients, float learningRate) {
            steps++;
            List<ParameterView> views = parameters.views();
            for (int i = 0; i < views.size(); i++) {
                ParameterView view = views.get(i);
                update(
                        parameters.values(),
                        gradients,
                        view.offset(),
                        view.offset() + view.size(),
                        learningRate * view.spec().learningRateFactor(),
                        view.spec().weightDecayFactor());
            }
        }

        /// Steps so far, the current one included.
        public final long steps() {
            return steps;
        }

        /// Updates the parameters `from` (inclusive) to `to` (exclusive), all with the same η and decay factor.
        abstract void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor);
    }
}
