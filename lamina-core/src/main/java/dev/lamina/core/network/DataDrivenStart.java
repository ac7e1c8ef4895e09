package dev.lamina.core.network;

import dev.lamina.core.layer.Buffers;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import java.util.Optional;

/// A start for which the data have been looked at: every dense layer, the last one too, gets inputs as they come
/// out of the layers before it, and starts so that its neurons tell those rows apart.
///
/// - W is drawn from N(0, 1), and column j divided by the standard deviation of x·W_j over the rows. A column
///   without deviation is divided by √d, with d inputs.
/// - b_j = −Σₖ wₖ·(x·W)ₖⱼ over five random rows k, with weights wₖ from Exp(1) that are divided by
///   their sum, so that each neuron has its zero somewhere among the data.
///
/// What is dense in a [Chain] or [Rated] counts; within other layers made of layers, and everywhere else,
/// parameters start by their initializers. The inputs are those of prediction, without dropout. The same bits for
/// the same rows and seed, everywhere.
///
/// Source: RealMLP's weight and "he+5" bias initialisation (Holzmüller, Grinsztajn, Steinwart, "Better by
/// default", arXiv 2407.04491; the bias is from Steinwart, "A sober look at neural network initializations",
/// arXiv 1903.11482).
public final class DataDrivenStart {

    /// Of which a bias is made.
    private static final int BIAS_ROWS = 5;

    /// That go through a layer at once.
    private static final int ROWS_AT_ONCE = 1024;

    private final Network network;
    private final long seed;
    private final Parameters parameters;
    private final Gemm gemm = Gemm.onOneThread();

    private DataDrivenStart(Network network, long seed) {
        this.network = network;
        this.seed = seed;
        parameters = network.initialize(seed);
    }

    /// The start for the rows that training will see, or a sample of them.
    ///
    /// @param rows n × the network's inputs, n ≥ 1
    public static Parameters of(Network network, Matrix rows, long seed) {
        if (rows.rows() < 1 || rows.columns() != network.inputs()) {
            throw new IllegalArgumentException(
                    "a data-driven start needs 1 or more rows of " + network.inputs() + " columns, got a " + rows);
        }
        DataDrivenStart start = new DataDrivenStart(network, seed);
        Matrix x = rows;
        for (Place place : network.places()) {
            x = start.through(place, x);
        }
        return start.parameters;
    }

    /// Starts what is dense in a place.
    ///
    /// @return what leaves it
    private Matrix through(Place place, Matrix x) {
        Layer layer = place.layer();
        if (layer instanceof Chain || layer instanceof Rated) {
            Matrix y = x;
            for (Place part : place.parts()) {
                y = through(part, y);
            }
            return y;
        }
        if (layer instanceof Dense dense) {
            start(dense, place, x);
        }
        return predict(place, x);
    }

    private void start(Dense dense, Place place, Matrix x) {
        ParameterView weight = place.parameters().getFirst();
        Matrix w = weight.of(parameters.values());
        new Initializer.Normal(1).fill(w.data(), w.offset(), w.rows(), w.columns(), random(weight));
        Matrix z = Matrix.zeros(x.rows(), w.columns());
        gemm.multiply(x, w, z);
        double[] divisors = deviations(z);
        for (int j = 0; j < divisors.length; j++) {
            divisors[j] = divisors[j] > 0 ? divisors[j] : Math.sqrt(w.rows());
            for (int i = 0; i < w.rows(); i++) {
                w.set(i, j, (float) (w.get(i, j) / divisors[j]));
            }
        }
        if (dense.bias()) {
            startBias(place.parameters().get(1), z, divisors);
        }
    }

    /// The standard deviation of each column (of all rows: divided by n). Distances from the first row are
    /// exactly 0 where all rows are the same.
    private static double[] deviations(Matrix z) {
        double[] deviations = new double[z.columns()];
        double[] sums = new double[z.columns()];
        double[] squares = new double[z.columns()];
        for (int i = 0; i < z.rows(); i++) {
            for (int j = 0; j < sums.length; j++) {
                double distance = (double) z.get(i, j) - z.get(0, j);
                sums[j] += distance;
                squares[j] += distance * distance;
            }
        }
        for (int j = 0; j < sums.length; j++) {
            double mean = sums[j] / z.rows();
            deviations[j] = Math.sqrt(Math.max(0, squares[j] / z.rows() - mean * mean));
        }
        return deviations;
    }

    /// @param z x·W before W was divided
    private void startBias(ParameterView bias, Matrix z, double[] divisors) {
        RandomStream random = random(bias);
        for (int j = 0; j < z.columns(); j++) {
            double sum = 0;
            double total = 0;
            for (int k = 0; k < BIAS_ROWS; k++) {
                int row = random.nextInt(z.rows());
                double weight = -StrictMath.log(1 - random.nextDouble());
                sum += weight * z.get(row, j);
                total += weight;
            }
            parameters.values()[bias.offset() + j] = (float) (-sum / (total * divisors[j]));
        }
    }

    private RandomStream random(ParameterView view) {
        return RandomStream.of(
                seed, Purpose.INITIALIZATION, network.parameterViews().indexOf(view));
    }

    private Matrix predict(Place place, Matrix x) {
        Optional<Layer> predicting = place.layer().forInference();
        if (predicting.isEmpty()) {
            return x;
        }
        Layer layer = predicting.get();
        int outputs = layer.outputs(x.columns());
        Matrix y = Matrix.zeros(x.rows(), outputs);
        List<Matrix> own = place.parameters().stream()
                .map(view -> view.of(parameters.values()))
                .toList();
        Buffers buffers = new Buffers(Math.min(ROWS_AT_ONCE, x.rows()), false, gemm);
        for (int from = 0; from < x.rows(); from += ROWS_AT_ONCE) {
            int to = Math.min(x.rows(), from + ROWS_AT_ONCE);
            buffers.begin(to - from);
            Matrix none = Matrix.zeros(0, x.columns());
            Matrix noError = Matrix.zeros(0, outputs);
            new Frame(layer, x.rows(from, to), y.rows(from, to), none, noError, own, List.of(), () -> 0, buffers)
                    .forward();
        }
        return y;
    }
}
