package dev.lamina.report.trace;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.network.Network;
import dev.lamina.core.reference.ReferenceNetwork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings of traces for tests.
public final class Traces {

    private Traces() {}

    /// A network with the weights of seed 3.
    public static ReferenceNetwork network(String hidden, String last, int... widths) {
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            layers.add(new Dense(widths[l], Activation.named(l == widths.length - 1 ? last : hidden)));
        }
        Network network = Network.of(widths[0], layers);
        return ReferenceNetwork.of(network, network.initialize(3));
    }

    public static TraceSettings settings(
            ReferenceNetwork network, Loss loss, UpdateRule update, double[][] x, double @Nullable [][] y) {
        return TraceSettings.of(network, new WeightStart.Seed(3), loss, false, update, x, y);
    }

    /// A trace of 4 → 3 → 4 → 3 on one sample.
    public static Trace small(Loss loss, double... y) {
        String last = loss.link().name().equals("identity") ? "tanh" : "identity";
        return Tracer.trace(
                settings(
                        network("sigmoid", last, 4, 3, 4, 3),
                        loss,
                        UpdateRule.plain(0.1),
                        new double[][] {{0.5, -0.25, 1, 2}},
                        new double[][] {y}),
                1);
    }
}
