package dev.lamina.benchmark.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Work;

/// One step of training as DJL's `EasyTrain` does it, without its metrics.
final class Training implements Work {

    private final Model model;
    private final Trainer trainer;
    private final Loss loss;
    private final NDList inputs;
    private final NDList[] targets = new NDList[Problem.BATCHES];
    private long steps;

    Training(Problem problem, Request request) {
        model = Models.model(problem);
        loss = problem.classifies() ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss("mean squared error", 1);
        trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer(request)));
        Shape shape = new Shape(problem.batch(), problem.widths()[0]);
        trainer.initialize(shape);
        NDManager manager = model.getNDManager();
        inputs = new NDList(manager.create(problem.inputs(problem.batch()), shape));
        for (int k = 0; k < targets.length; k++) {
            targets[k] =
                    new NDList(manager.create(problem.targets(k), new Shape(problem.batch(), problem.targetColumns())));
        }
    }

    private static Optimizer optimizer(Request request) {
        Tracker rate = Tracker.fixed((float) request.number("rate"));
        return switch (request.text("optimizer")) {
            case "sgd" -> Optimizer.sgd().setLearningRateTracker(rate).build();
            case "adam" -> Optimizer.adam().optLearningRateTracker(rate).build();
            default -> throw new IllegalArgumentException("no such optimizer");
        };
    }

    @Override
    public double check() {
        step(false); // outside of a scope, because the optimizer makes its moments, which must outlive it
        for (int i = 1; i < Problem.CHECKED_STEPS; i++) {
            run();
        }
        try (NDScope _ = new NDScope()) {
            return step(true);
        }
    }

    @Override
    public void run() {
        try (NDScope _ = new NDScope()) {
            step(false);
        }
    }

    /// @return the cost, if it is asked for, else 0
    private double step(boolean wanted) {
        NDList y = targets[(int) (steps++ % targets.length)];
        double result;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray cost = loss.evaluate(y, trainer.forward(inputs));
            collector.backward(cost);
            result = wanted ? cost.getFloat() : 0;
        }
        trainer.step();
        return result;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
