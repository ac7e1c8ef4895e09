package dev.lamina.report.trace;

import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.Forward;
import dev.lamina.core.train.DivergenceException;
import java.util.ArrayList;
import java.util.List;

/// Computes traces with the reference, in float64.
public final class Tracer {

    private final TraceSettings settings;
    private final UpdateState update;

    private Tracer(TraceSettings settings) {
        this.settings = settings;
        this.update = UpdateState.of(settings.update(), settings.network());
    }

    /// Traces the steps one after the other, each on all samples; without targets, one forward pass.
    ///
    /// @param steps 1 or more
    /// @throws DivergenceException if the cost is not finite
    /// @throws IllegalArgumentException if the loss is not defined for the targets
    public static Trace trace(TraceSettings settings, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + ", expected 1 or more");
        }
        Tracer tracer = new Tracer(settings);
        List<TraceStep> traced = new ArrayList<>();
        ReferenceNetwork network = settings.network();
        for (int number = 1; number <= steps; number++) {
            TraceStep step = tracer.step(number, network);
            traced.add(step);
            TraceStep.Learning learning = step.learning();
            if (learning == null) {
                break;
            }
            network = learning.after();
        }
        return new Trace(settings, traced);
    }

    private TraceStep step(int number, ReferenceNetwork network) {
        Forward forward = network.forward(settings.inputs());
        double[][] predictions = ReferenceNetwork.activate(settings.loss().link(), forward.output());
        double[][] targets = settings.targets();
        if (targets == null) {
            return new TraceStep(number, network, forward, predictions, null);
        }
        Backward backward = network.backward(forward, settings.loss(), targets);
        checkFinite(backward.cost(), number);
        NumericGradients numeric = DifferenceQuotients.of(network, settings, targets, backward);
        ReferenceNetwork after = update.step(network, backward);
        double costAfter = after.cost(after.forward(settings.inputs()), settings.loss(), targets);
        return new TraceStep(
                number, network, forward, predictions, new TraceStep.Learning(backward, numeric, after, costAfter));
    }

    private void checkFinite(double cost, int step) {
        if (!Double.isFinite(cost)) {
            throw new DivergenceException(
                    "cost became " + cost, step, settings.update().learningRate());
        }
    }
}
