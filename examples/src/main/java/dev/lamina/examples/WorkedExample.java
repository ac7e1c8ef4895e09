package dev.lamina.examples;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.Forward;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// One training step of a 4-3-4-3 network with every number, twice: by the formulas of `docs/mathematics.md` as they
/// stand there, in float64, and by the engine that training uses, in float32.
///
/// `lamina trace --widths 4,3,4,3 --activation sigmoid --loss squared-error --x 1,2,3,4 --y 0,1,0` shows the same
/// numbers put into the formulas.
public final class WorkedExample {

    private static final float LEARNING_RATE = 0.1f;
    private static final float[] X = {1, 2, 3, 4};
    private static final float[] Y = {0, 1, 0};

    private WorkedExample() {}

    static void main() {
        Network network = Network.inputs(4)
                .dense(3)
                .sigmoid()
                .dense(4)
                .sigmoid()
                .dense(3)
                .sigmoid()
                .build();
        Loss loss = new SquaredError();
        Parameters parameters = network.initialize(0);

        ReferenceNetwork reference = ReferenceNetwork.of(network, parameters);
        Forward forward = reference.forward(new double[][] {{1, 2, 3, 4}});
        Backward backward = reference.backward(forward, loss, new double[][] {{0, 1, 0}});
        int depth = reference.layers().size();

        for (int l = 1; l <= depth; l++) {
            print("(F1) Z, layer " + l, forward.z().get(l - 1));
            print("(F1) A, layer " + l, forward.a().get(l - 1));
        }
        IO.println(String.format(Locale.ROOT, "(F2, F3) cost C = %.6f", backward.cost()));
        for (int l = depth; l >= 1; l--) {
            print(
                    "(" + (l == depth ? "F4" : "F5") + ") error Δ, layer " + l,
                    backward.deltas().get(l - 1));
        }
        for (int l = 1; l <= depth; l++) {
            double[][] weights = reference.layers().get(l - 1).weights();
            double[][] gradients = backward.weightGradients().get(l - 1);
            print("(F6) ∂C/∂W, layer " + l, gradients);
            print("W − 0.1 · ∂C/∂W, layer " + l, stepped(weights, gradients));
            print("(F7) ∂C/∂b, layer " + l, backward.biasGradients().get(l - 1));
        }
        compareWithEngine(network, loss, parameters, backward);
    }

    /// The same step by the engine, and how far its numbers are from those above.
    private static void compareWithEngine(Network network, Loss loss, Parameters parameters, Backward expected) {
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, parameters, 1, gemm);
        pass.input(1).copyFrom(Matrix.of(X));
        Matrix output = pass.forward(1);
        double cost = loss.cost(output, Matrix.of(Y), null, pass.outputGradient(1));
        pass.backward(1);

        double largest = Math.abs(cost - expected.cost());
        for (int i = 0; i < parameters.views().size(); i++) {
            Matrix gradient = parameters.views().get(i).of(pass.gradients());
            double[][] reference = i % 2 == 0
                    ? expected.weightGradients().get(i / 2)
                    : new double[][] {expected.biasGradients().get(i / 2)};
            largest = Math.max(largest, distance(gradient, reference));
        }
        IO.println(String.format(Locale.ROOT, "engine: cost %.6f, no number differs by more than %.1e", cost, largest));

        Sgd rule = Sgd.plain(LEARNING_RATE);
        rule.start(parameters.size()).step(parameters, pass.gradients(), LEARNING_RATE);
        double after = loss.cost(pass.forward(1), Matrix.of(Y), null, pass.outputGradient(1));
        IO.println(String.format(Locale.ROOT, "engine: cost after the step %.6f", after));
    }

    private static double[][] stepped(double[][] weights, double[][] gradients) {
        double[][] after = new double[weights.length][];
        for (int s = 0; s < weights.length; s++) {
            after[s] = weights[s].clone();
            for (int t = 0; t < after[s].length; t++) {
                after[s][t] -= LEARNING_RATE * gradients[s][t];
            }
        }
        return after;
    }

    private static double distance(Matrix engine, double[][] reference) {
        double largest = 0;
        for (int i = 0; i < engine.rows(); i++) {
            for (int j = 0; j < engine.columns(); j++) {
                largest = Math.max(largest, Math.abs(engine.get(i, j) - reference[i][j]));
            }
        }
        return largest;
    }

    private static void print(String what, double[]... rows) {
        for (int i = 0; i < rows.length; i++) {
            String numbers = Arrays.stream(rows[i])
                    .mapToObj(number -> String.format(Locale.ROOT, "%10.6f", number))
                    .collect(Collectors.joining(" "));
            IO.println(String.format(Locale.ROOT, "%-26s %s", i == 0 ? what : "", numbers));
        }
    }
}
