package dev.lamina.benchmark.weka;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Server;
import dev.lamina.benchmark.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.IntStream;
import weka.classifiers.functions.MultilayerPerceptron;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/// Serves Weka, which trains row by row only: two layers of sigmoids, in float64, from its own start weights.
public final class WekaRunner {

    private WekaRunner() {}

    public static void main(String[] args) throws IOException {
        Server.serve(WekaRunner::prepare);
    }

    private static Work prepare(Request request) throws IOException {
        if (!request.text("task").equals("rows")) {
            throw new IllegalArgumentException("trains row by row only");
        }
        return new Training(Problem.read(request), request);
    }

    /// A whole training over some epochs.
    private static final class Training implements Work {

        private final Instances rows;
        private final Request request;
        private final String hidden;
        private MultilayerPerceptron network = new MultilayerPerceptron();

        Training(Problem problem, Request request) {
            this.request = request;
            int inputs = problem.widths()[0];
            hidden = String.valueOf(problem.widths()[1]);
            ArrayList<Attribute> columns = new ArrayList<>();
            for (int j = 0; j < inputs; j++) {
                columns.add(new Attribute("x" + j));
            }
            columns.add(new Attribute(
                    "y",
                    IntStream.range(0, problem.outputs())
                            .mapToObj(String::valueOf)
                            .toList()));
            rows = new Instances("rows", columns, problem.batch());
            rows.setClassIndex(inputs);
            for (int i = 0; i < problem.batch(); i++) {
                double[] values = new double[inputs + 1];
                for (int j = 0; j < inputs; j++) {
                    values[j] = problem.inputs()[i * inputs + j];
                }
                values[inputs] = problem.targets()[i];
                rows.add(new DenseInstance(1, values));
            }
        }

        @Override
        public double check() {
            run();
            try {
                double sum = 0;
                for (Instance row : rows) {
                    double[] outputs = network.distributionForInstance(row); // which it makes add up to 1
                    outputs[(int) row.classValue()] -= 1;
                    for (double difference : outputs) {
                        sum += difference * difference;
                    }
                }
                return sum / rows.size() / rows.numClasses();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void run() {
            network = new MultilayerPerceptron();
            network.setHiddenLayers(hidden);
            network.setLearningRate(request.number("rate"));
            network.setMomentum(0);
            network.setTrainingTime(request.integer("epochs"));
            network.setNormalizeAttributes(false);
            try {
                network.buildClassifier(rows);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
