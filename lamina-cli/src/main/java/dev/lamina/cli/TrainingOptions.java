package dev.lamina.cli;

import dev.lamina.TableTrainer;
import dev.lamina.data.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How to train: what is not given is chosen by [TableTrainer].
final class TrainingOptions {

    private enum TaskChoice {
        AUTO,
        CLASSIFICATION,
        REGRESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static final class Reader implements ITypeConverter<TaskChoice> {
            @Override
            public TaskChoice convert(String text) {
                return Arrays.stream(values())
                        .filter(choice -> choice.toString().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                "'" + text + "' is none of auto, classification and regression"));
            }
        }
    }

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = TaskChoice.Reader.class,
            description = "${COMPLETION-CANDIDATES}; auto, the default, decides by the values of the target.")
    private TaskChoice task = TaskChoice.AUTO;

    @Option(
            names = "--layers",
            paramLabel = "WIDTHS",
            split = ",",
            hideParamSyntax = true,
            description = "Widths of the hidden layers, such as 64,32.")
    private int @Nullable [] layers;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description =
                    "Of the hidden layers: relu (default), leaky-relu, elu, selu, gelu, gelu-tanh, silu, mish, "
                            + "softplus, softsign, sigmoid, tanh, hard-sigmoid, hard-swish, hard-tanh, exp, identity or softmax.")
    private @Nullable String activation;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "Of classes: binary-cross-entropy, mean-binary-cross-entropy, softmax-cross-entropy, focal;"
                    + " of numbers: mean-squared-error, squared-error, absolute-error, huber, log-cosh, quantile."
                    + " By default as the target needs it.")
    private @Nullable String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "adamw (default), adam, sgd, adagrad, adadelta, rmsprop, adamax, nadam, radam, rprop, lion, or lbfgs"
                            + " for few rows: all in one batch.")
    private @Nullable String optimizer;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "The highest, positive.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "How the learning rate changes: warm-up-cosine (default; for lbfgs constant), constant, linear,"
                            + " step, multi-step, exponential, polynomial, cosine, warm-restarts, one-cycle, warm-up or plateau.")
    private @Nullable String schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "RATE",
            description = "0 or more; beside the gradient for adamw and lion, for the others the same as --l2.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--l1",
            paramLabel = "RATE",
            description = "What the size of weights costs, 0 or more (default: 0).")
    private @Nullable Double l1;

    @Option(
            names = "--l2",
            paramLabel = "RATE",
            description = "What half the squares of weights cost, 0 or more (default: 0).")
    private @Nullable Double l2;

    @Option(
            names = "--max-norm",
            paramLabel = "NORM",
            description = "The largest of the weights that enter a neuron, such as 3.")
    private @Nullable Double maxNorm;

    @Option(names = "--clip-norm", paramLabel = "NORM", description = "The largest of a step's gradient, such as 1.")
    private @Nullable Double clipNorm;

    @Option(
            names = "--clip-value",
            paramLabel = "VALUE",
            description = "The largest of a gradient's elements, instead of --clip-norm.")
    private @Nullable Double clipValue;

    @Option(names = "--dropout", paramLabel = "RATE", description = "From 0 to less than 1.")
    private @Nullable Double dropout;

    @Option(names = "--epochs", paramLabel = "N", description = "At most.")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Rows a step.")
    private @Nullable Integer batchSize;

    @Option(names = "--patience", paramLabel = "N", description = "Stop after so many epochs without improvement.")
    private @Nullable Integer patience;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Stop after this time, such as 90s, 5m or 1h30m, with the best so far.")
    private @Nullable Duration timeBudget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same model, bit for bit (default: 0).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many compute; the model does not depend on it (default: all cores).")
    private @Nullable Integer threads;

    /// @throws IllegalArgumentException naming what is out of its range, or unknown
    TableTrainer trainer(String target) {
        TableTrainer trainer = TableTrainer.forTarget(target);
        switch (task) {
            case AUTO -> {}
            case CLASSIFICATION -> trainer.task(Task.CLASSIFICATION);
            case REGRESSION -> trainer.task(Task.REGRESSION);
        }
        network(trainer);
        optimization(trainer);
        bounds(trainer);
        course(trainer);
        return trainer;
    }

    private void network(TableTrainer trainer) {
        if (layers != null) {
            trainer.layers(layers);
        }
        if (activation != null) {
            trainer.activation(activation);
        }
        if (dropout != null) {
            trainer.dropout(dropout);
        }
        if (loss != null) {
            trainer.loss(loss);
        }
    }

    private void optimization(TableTrainer trainer) {
        // The optimizer first: it judges the two rates.
        if (optimizer != null) {
            trainer.optimizer(optimizer);
        }
        if (learningRate != null) {
            trainer.learningRate(learningRate);
        }
        if (weightDecay != null) {
            trainer.weightDecay(weightDecay);
        }
        if (schedule != null) {
            trainer.schedule(schedule);
        }
        if (batchSize != null) {
            trainer.batchSize(batchSize);
        }
    }

    private void bounds(TableTrainer trainer) {
        if (l1 != null) {
            trainer.l1(l1);
        }
        if (l2 != null) {
            trainer.l2(l2);
        }
        if (maxNorm != null) {
            trainer.maxNorm(maxNorm);
        }
        if (clipNorm != null) {
            trainer.clipNorm(clipNorm);
        }
        if (clipValue != null) {
            trainer.clipValue(clipValue);
        }
    }

    private void course(TableTrainer trainer) {
        if (epochs != null) {
            trainer.epochs(epochs);
        }
        if (patience != null) {
            trainer.patience(patience);
        }
        timeBudget().ifPresent(trainer::timeBudget);
        if (seed != null) {
            trainer.seed(seed);
        }
        if (threads != null) {
            trainer.threads(threads);
        }
    }

    Optional<Duration> timeBudget() {
        return Optional.ofNullable(timeBudget);
    }
}
