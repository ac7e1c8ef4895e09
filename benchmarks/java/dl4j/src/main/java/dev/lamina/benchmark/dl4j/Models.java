package dev.lamina.benchmark.dl4j;

import dev.lamina.benchmark.Problem;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// A problem's network and start weights in Deeplearning4j's terms.
final class Models {

    private Models() {}

    static MultiLayerNetwork network(Problem problem, IUpdater updater) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().updater(updater).list();
        int[] widths = problem.widths();
        for (int i = 1; i < problem.layers(); i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths[i - 1])
                    .nOut(widths[i])
                    .activation(Activation.RELU)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(problem.classifies() ? LossFunction.MCXENT : LossFunction.MSE)
                .nIn(widths[problem.layers() - 1])
                .nOut(problem.outputs())
                .activation(problem.classifies() ? Activation.SOFTMAX : Activation.IDENTITY)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        for (int i = 0; i < problem.layers(); i++) {
            network.setParam(i + "_W", matrix(problem.weight(i), widths[i], widths[i + 1]));
            network.setParam(i + "_b", matrix(problem.bias(i), 1, widths[i + 1]));
        }
        return network;
    }

    /// A matrix of values that lie row by row.
    static INDArray matrix(float[] values, int rows, int columns) {
        return Nd4j.create(values, new long[] {rows, columns}, 'c');
    }
}
