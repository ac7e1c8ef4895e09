package dev.lamina.cli;

import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.report.trace.UpdateRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the steps of a trace change the weights: options of the command.
final class UpdateOptions {

    private static final double LEARNING_RATE = 0.1;

    private static final int MAX_STEPS = 1000;

    @Option(names = "--steps", paramLabel = "N", description = "Training steps, one after the other (default: 1).")
    private int steps = 1;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "sgd (default), which is W ← W − η·∂C/∂W in float64; or one that train knows, with its"
                    + " usual settings, in float32.")
    private String optimizer = "sgd";

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "η, positive (default: " + LEARNING_RATE + " for sgd, else the optimizer's own).")
    private @Nullable Double learningRate;

    int steps() {
        if (!(steps >= 1 && steps <= MAX_STEPS)) {
            throw new IllegalArgumentException("--steps is " + steps + ", expected 1 to " + MAX_STEPS);
        }
        return steps;
    }

    UpdateRule update() {
        Optimizer rule = Optimizer.named(optimizer);
        if (optimizer.equals("sgd")) {
            return UpdateRule.plain(learningRate == null ? LEARNING_RATE : learningRate);
        }
        return new UpdateRule(
                rule, learningRate == null ? Double.parseDouble(Float.toString(rule.learningRate())) : learningRate);
    }
}
