package dev.lamina.cli;

import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.report.trace.UpdateRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the steps of a trace change the weights: options of the command.
final class UpdateOptions {

    private static final double LEARNING_RATE = 0.1;

    private static final int MAX_STEPS = 1000;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many training steps are shown, one after the other. Default: 1.")
    private int steps = 1;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "The rule of the update: sgd, which is W ← W − η·∂C/∂W in float64, or another one that train knows,"
                            + " with its usual settings, in float32. Default: sgd.")
    private String optimizer = "sgd";

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "The learning rate η, a positive number. Default: " + LEARNING_RATE
                    + " for sgd, otherwise what is usual for the optimizer.")
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
