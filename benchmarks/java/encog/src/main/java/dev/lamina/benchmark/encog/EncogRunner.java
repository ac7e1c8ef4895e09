package dev.lamina.benchmark.encog;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Server;
import dev.lamina.benchmark.Work;
import java.io.IOException;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.ml.data.MLDataSet;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

/// Serves Encog for training row by row: two layers of sigmoids, in float64. A linear output would not do, since its
/// derivative is then taken for that of the hidden layer too.
public final class EncogRunner {

    private EncogRunner() {}

    public static void main(String[] args) throws IOException {
        Server.serve(EncogRunner::prepare);
    }

    private static Work prepare(Request request) throws IOException {
        if (!request.text("task").equals("rows")) {
            throw new IllegalArgumentException("is measured row by row only");
        }
        return new Training(Problem.read(request), request);
    }

    /// A whole training over some epochs.
    private static final class Training implements Work {

        private final Problem problem;
        private final Request request;
        private final MLDataSet rows;
        private BasicNetwork network = new BasicNetwork();

        Training(Problem problem, Request request) {
            this.problem = problem;
            this.request = request;
            int width = problem.widths()[0];
            double[][] inputs = new double[problem.batch()][width];
            double[][] targets = new double[problem.batch()][problem.outputs()];
            for (int i = 0; i < inputs.length; i++) {
                for (int j = 0; j < width; j++) {
                    inputs[i][j] = problem.inputs()[i * width + j];
                }
                targets[i][(int) problem.targets()[i]] = 1;
            }
            rows = new BasicMLDataSet(inputs, targets);
        }

        @Override
        public double check() {
            run();
            return network.calculateError(rows);
        }

        @Override
        public void run() {
            network = new BasicNetwork();
            network.addLayer(new BasicLayer(null, true, problem.widths()[0]));
            network.addLayer(new BasicLayer(new ActivationSigmoid(), true, problem.widths()[1]));
            network.addLayer(new BasicLayer(new ActivationSigmoid(), false, problem.outputs()));
            network.getStructure().finalizeStructure();
            setWeights(0);
            setWeights(1);
            Backpropagation training = new Backpropagation(network, rows, request.number("rate"), 0);
            training.setBatchSize(1);
            training.setThreadCount(1);
            training.fixFlatSpot(false);
            training.iteration(request.integer("epochs"));
            training.finishTraining();
        }

        /// The bias is the weight of one more neuron.
        private void setWeights(int layer) {
            int inputs = problem.widths()[layer];
            int outputs = problem.widths()[layer + 1];
            int from = problem.weightOffset(layer);
            for (int i = 0; i <= inputs; i++) {
                for (int j = 0; j < outputs; j++) {
                    network.setWeight(layer, i, j, problem.weights()[from + i * outputs + j]);
                }
            }
        }
    }
}
