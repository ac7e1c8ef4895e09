package dev.lamina;

import dev.lamina.TableDefaults.Choice;
import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.train.EarlyStopping;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A training with nothing left open: what the caller fixed, completed from the facts of the data. Immutable.
///
/// @param settings in words, with what was given and what was chosen why
record TablePlan(Network network, Loss loss, TrainingSettings training, Metric metric, List<Setting> settings) {

    TablePlan {
        settings = List.copyOf(settings);
    }

    /// How columns become numbers.
    static Pipeline pipeline(TableSettings given, Task task) {
        return Pipeline.defaults().scaling(TableDefaults.scaling(task)).missingWords(given.missingWords());
    }

    /// Completes the settings. The same facts give the same plan.
    ///
    /// @param rows of the training set
    /// @param inputs numbers that the pipeline makes of a row
    /// @throws IllegalArgumentException if the settings exclude each other, or the loss does not suit the
    ///     target
    static TablePlan of(TableSettings given, int rows, int inputs, FittedTarget target) {
        Choices choices = new Choices(given);
        List<Integer> layers = choices.choose(TableOptions.LAYERS, TableDefaults.LAYERS);
        Activation activation = choices.choose(TableOptions.ACTIVATION, TableDefaults.ACTIVATION);
        Loss loss = choices.choose(TableOptions.LOSS, TableDefaults.loss(target));
        Optimizer optimizer = optimizer(choices);
        NamedSchedule schedule = choices.choose(TableOptions.SCHEDULE, TableDefaults.schedule(optimizer));
        double dropout = choices.choose(TableOptions.DROPOUT, TableDefaults.dropout(target.task(), rows, optimizer));
        int batchSize = choices.choose(TableOptions.BATCH_SIZE, TableDefaults.batchSize(rows, optimizer));
        int epochs = choices.choose(TableOptions.EPOCHS, TableDefaults.epochs(target.task(), rows, batchSize));
        int patience = choices.choose(TableOptions.PATIENCE, TableDefaults.PATIENCE);

        Network.Builder network = hidden(inputs, layers, activation, (float) dropout);
        Metric metric = metric(target);
        TrainingSettings training = TrainingSettings.defaults()
                .optimizer(optimizer)
                .schedule(schedule.schedule())
                .batchSize(batchSize)
                .epochs(epochs)
                .seed(given.given(TableOptions.SEED).orElse(0L))
                .stopAfter(EarlyStopping.patience(patience))
                .metric(metric);
        if (schedule.plateau().isPresent()) {
            training = training.reduceOnPlateau(schedule.plateau().get());
        }
        for (TableOption<?> option : TableOptions.all()) {
            training = choices.apply(option, training);
        }
        return new TablePlan(network.dense(outputs(loss, target)).build(), loss, training, metric, choices.settings());
    }

    private static Network.Builder hidden(int inputs, List<Integer> layers, Activation activation, float dropout) {
        Network.Builder network = Network.inputs(inputs);
        for (int width : layers) {
            network.add(new Dense(width, activation));
            if (dropout > 0) {
                network.dropout(dropout);
            }
        }
        return network;
    }

    private static Optimizer optimizer(Choices choices) {
        Optimizer optimizer = choices.choose(TableOptions.OPTIMIZER, TableDefaults.OPTIMIZER);
        String reason = choices.isGiven(TableOptions.OPTIMIZER)
                ? "usual for " + optimizer.name()
                : TableDefaults.OPTIMIZER.reason();
        double learningRate =
                choices.choose(TableOptions.LEARNING_RATE, new Choice<>((double) optimizer.learningRate(), reason));
        double weightDecay =
                choices.choose(TableOptions.WEIGHT_DECAY, new Choice<>((double) optimizer.weightDecay(), reason));
        return optimizer.learningRate((float) learningRate).weightDecay((float) weightDecay);
    }

    /// The outputs that the loss needs for the target.
    private static int outputs(Loss loss, FittedTarget target) {
        try {
            return Model.outputs(loss, target);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; leave the loss out to have one chosen, here "
                            + TableDefaults.loss(target).value().name(),
                    e);
        }
    }

    private static Metric metric(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels _ -> new Accuracy();
            case FittedTarget.Scaled scaled -> new RootMeanSquaredErrorInUnits(scaled.deviation());
        };
    }

    /// The network's outputs and targets are scaled; people think in units of the target.
    private record RootMeanSquaredErrorInUnits(double unit) implements Metric {

        @Override
        public String name() {
            return "RMSE";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public double value(Matrix predictions, Matrix targets) {
            return unit * new RootMeanSquaredError().value(predictions, targets);
        }
    }

    /// Takes what is given before what would be chosen, and keeps a record of both.
    private static final class Choices {

        private final TableSettings given;
        private final Map<TableOption<?>, Setting> settings = new HashMap<>();

        Choices(TableSettings given) {
            this.given = given;
        }

        boolean isGiven(TableOption<?> option) {
            return given.given(option).isPresent();
        }

        <T> T choose(TableOption<T> option, Choice<T> otherwise) {
            Optional<T> fixed = given.given(option);
            T value = fixed.orElse(otherwise.value());
            String text = option.print(value);
            settings.put(
                    option,
                    fixed.isPresent()
                            ? Setting.given(option.name(), text)
                            : Setting.chosen(option.name(), text, otherwise.reason()));
            return value;
        }

        /// The settings with what is given of an option that changes them by itself.
        <T> TrainingSettings apply(TableOption<T> option, TrainingSettings training) {
            Optional<T> fixed = given.given(option);
            if (fixed.isEmpty() || !option.isApplied()) {
                return training;
            }
            settings.put(option, Setting.given(option.name(), option.print(fixed.get())));
            return option.apply(training, fixed.get());
        }

        /// In the order of the options.
        List<Setting> settings() {
            return TableOptions.all().stream()
                    .flatMap(option -> Stream.ofNullable(settings.get(option)))
                    .toList();
        }
    }
}
