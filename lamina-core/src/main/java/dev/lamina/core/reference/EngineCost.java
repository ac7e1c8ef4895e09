package dev.lamina.core.reference;

import dev.lamina.core.layer.Buffers;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.ParameterView;
import java.util.ArrayList;
import java.util.List;

/// The cost of a batch by the engine in float32: the frames of a training pass, which also gives ∂C/∂x of the
/// first layer.
final class EngineCost implements LayeredCost {

    private final CheckBatch batch;
    private final Frame frame;
    private final int depth;
    private final List<List<double[][]>> gradients = new ArrayList<>();

    EngineCost(CheckBatch batch, Gemm gemm) {
        this.batch = batch;
        depth = batch.network().layers().size();
        frame = bind(batch, gemm);
        frame.x().copyFrom(batch.inputs());
        cost(0);
        backward();
    }

    private static Frame bind(CheckBatch batch, Gemm gemm) {
        Network network = batch.network();
        Buffers buffers = new Buffers(batch.rows(), true, gemm);
        buffers.begin(batch.rows());
        return new Frame(
                new Chain(network.layers()),
                buffers.outputs(network.inputs()),
                buffers.outputs(network.outputs()),
                buffers.errors(network.inputs()),
                buffers.errors(network.outputs()),
                windows(network, batch.parameters().values().clone()),
                windows(network, new float[network.parameterCount()]),
                batch.randomness(),
                buffers);
    }

    private static List<Matrix> windows(Network network, float[] values) {
        List<Matrix> windows = new ArrayList<>();
        for (ParameterView view : network.parameterViews()) {
            windows.add(view.of(values));
        }
        return windows;
    }

    /// Layer by layer, since the errors between them are working space.
    private void backward() {
        gradients.add(List.<double[][]>of(ReferenceNetwork.doubles(frame.dy())));
        for (int l = depth - 1; l >= 0; l--) {
            Frame part = frame.part(l);
            part.backward();
            List<double[][]> own = new ArrayList<>();
            part.gradients().forEach(gradient -> own.add(ReferenceNetwork.doubles(gradient)));
            own.add(ReferenceNetwork.doubles(part.dx()));
            gradients.addFirst(own);
        }
    }

    @Override
    public List<double[][]> gradients(int layer) {
        return gradients.get(layer);
    }

    @Override
    public double cost(int layer) {
        for (int l = layer; l < depth; l++) {
            frame.part(l).forward();
        }
        return batch.loss().cost(frame.y(), batch.targets(), batch.weights(), frame.dy());
    }

    @Override
    public double get(Element element) {
        return matrix(element).get(element.row(), element.column());
    }

    @Override
    public void set(Element element, double value) {
        matrix(element).set(element.row(), element.column(), (float) value);
    }

    private Matrix matrix(Element element) {
        if (element.layer() == depth) {
            return frame.y();
        }
        Frame part = frame.part(element.layer());
        boolean parameter = element.matrix() < part.parameters().size();
        return parameter ? part.parameter(element.matrix()) : part.x();
    }
}
