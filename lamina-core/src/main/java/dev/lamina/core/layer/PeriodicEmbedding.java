package dev.lamina.core.layer;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.Waves;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Each column of x, a number, in several dimensions that are waves of it, so that a network sees small differences of
/// the number: with trained frequencies wᵢ of column i, in turns per unit of x, a trained matrix Aᵢ and a trained row
/// cᵢ.
///
/// - [Form#PBLD]: hᵢ = cos(2π·wᵢ·xᵢ + bᵢ) with trained phases bᵢ, eᵢ = hᵢ·Aᵢ + cᵢ, and y = (e₁, e₂ …, x₁, x₂ …).
/// - [Form#PLR]: hᵢ = (sin(2π·wᵢ·xᵢ), cos(2π·wᵢ·xᵢ)), eᵢ = max(hᵢ·Aᵢ + cᵢ, 0), and y = (e₁, e₂ …).
///
/// Parameters, for width columns and h numbers in hᵢ: `frequency` (1 × width·frequencies), ~ N(0, deviation²); with
/// PBLD `phase`, as long, in radians, ~ U(−π, π); `weight` (h × width·dimension), the Aᵢ side by side; `bias` (1 ×
/// width·dimension), the cᵢ; both ~ U(±1/√h). Phase and bias do not decay.
///
/// Sources: PLR is of Gorishniy, Rubachev, Babenko, "On embeddings for numerical features in tabular deep learning"
/// (arXiv 2203.05556); PBLD of Holzmüller, Grinsztajn, Steinwart, "Better by default" (arXiv 2407.04491).
///
/// @param frequencies how many a column has, 1 or more
/// @param dimension of eᵢ, 1 or more
/// @param deviation of the frequencies at the start, positive; the number that matters most
/// @param form PBLD or PLR
public record PeriodicEmbedding(int frequencies, int dimension, double deviation, Form form) implements Layer {

    /// Which waves, and what becomes of them.
    public enum Form {

        /// Cosines with phases, a linear map, and x itself (periodic, bias, linear, dense).
        PBLD,

        /// Sines and cosines, a linear map, ReLU (periodic, linear, ReLU).
        PLR
    }

    private static final int MAX_WEIGHTS = 1 << 28;

    // What is saved.
    private static final int WAVES = 0;
    private static final int SINES = 1;
    private static final int BACK = 2;
    private static final int FREQUENCIES = 3;
    private static final int PHASES = 4;
    private static final int SPREAD = 5;

    private static final Relu RELU = new Relu();

    public PeriodicEmbedding {
        Objects.requireNonNull(form, "form");
        if (frequencies < 1 || dimension < 1) {
            throw new IllegalArgumentException("a periodic embedding needs 1 or more frequencies and dimensions, got "
                    + frequencies + " and " + dimension);
        }
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a periodic embedding's deviation is " + deviation + ", expected more than 0");
        }
    }

    /// That of RealMLP: 16 frequencies of deviation 0.1, and 3 dimensions besides x.
    public static PeriodicEmbedding pbld() {
        return new PeriodicEmbedding(16, 3, 0.1, Form.PBLD);
    }

    /// How many numbers hᵢ has.
    private int waves() {
        return form == Form.PBLD ? frequencies : 2 * frequencies;
    }

    /// How many columns of y the eᵢ are.
    private int embedded(int inputs) {
        return inputs * dimension;
    }

    @Override
    public int outputs(int inputs) {
        if (2.0 * inputs * frequencies * dimension > MAX_WEIGHTS) {
            throw new IllegalArgumentException(
                    this + ", takes more than " + MAX_WEIGHTS + " weights for " + inputs + " columns");
        }
        return form == Form.PBLD ? embedded(inputs) + inputs : embedded(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        int all = inputs * frequencies;
        Initializer linear = new Initializer.Uniform(1 / Math.sqrt(waves()));
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec("frequency", Role.SCALE, 1, all, new Initializer.Normal(deviation), 1, 1));
        if (form == Form.PBLD) {
            specs.add(new ParameterSpec("phase", Role.BIAS, 1, all, new Initializer.Uniform(Math.PI), 1, 0));
        }
        specs.add(ParameterSpec.weight(waves(), embedded(inputs), linear));
        specs.add(new ParameterSpec("bias", Role.BIAS, 1, embedded(inputs), linear, 1, 0));
        return specs;
    }

    /// The waves, their sines, which are the slopes, and what comes back to them; a frequency and a phase in turns for
    /// every wave, and a row of x spread over them.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        int all = inputs * waves();
        return List.of(
                buffers.outputs(all),
                buffers.saved(all),
                buffers.errors(all),
                buffers.outputsOnce(all),
                buffers.outputsOnce(all),
                buffers.outputsOnce(all));
    }

    /// Turns of a row, or sums of two gradients.
    @Override
    public int sums(int inputs) {
        return 2 * inputs * waves();
    }

    /// The linear map of each column.
    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        Dense map = new Dense(dimension, new Identity());
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < whole.x().columns(); i++) {
            int from = i * dimension;
            int to = from + dimension;
            frames.add(new Frame(
                    map,
                    whole.saved(WAVES).columns(i * waves(), (i + 1) * waves()),
                    whole.y().columns(from, to),
                    whole.saved(BACK).columns(i * waves(), (i + 1) * waves()),
                    whole.dy().columns(from, to),
                    linear(whole.parameters(), from, to),
                    linear(whole.gradients(), from, to),
                    whole.randomness(),
                    buffers));
        }
        return frames;
    }

    /// A column's part of weight and bias, the last two.
    private static List<Matrix> linear(List<Matrix> parameters, int from, int to) {
        return parameters.stream()
                .skip(Math.max(0, parameters.size() - 2))
                .map(parameter -> parameter.columns(from, to))
                .toList();
    }

    @Override
    public void forward(Frame f) {
        takeFrequencies(f);
        Matrix waves = f.saved(WAVES);
        Matrix sines = f.saved(SINES);
        float[] spread = f.saved(SPREAD).data();
        for (int i = 0; i < f.rows(); i++) {
            spread(f.x(), i, spread);
            turn(spread, f.saved(FREQUENCIES).data(), f.saved(PHASES).data(), f.sums(), waves.columns());
            Waves.cosines(f.sums(), waves.data(), waves.rowOffset(i), waves.columns());
            Waves.sines(f.sums(), sines.data(), sines.rowOffset(i), sines.columns());
        }
        int columns = f.x().columns();
        for (int i = 0; i < columns; i++) {
            f.part(i).forward();
        }
        if (form == Form.PLR) {
            RELU.forward(f.y());
        } else {
            for (int i = 0; i < f.rows(); i++) {
                int to = f.y().rowOffset(i) + embedded(columns);
                System.arraycopy(f.x().data(), f.x().rowOffset(i), f.y().data(), to, columns);
            }
        }
    }

    /// A sine is a cosine a quarter turn later.
    private void takeFrequencies(Frame f) {
        float[] frequencies = f.saved(FREQUENCIES).data();
        float[] phases = f.saved(PHASES).data();
        Matrix own = f.parameter(0);
        for (int i = 0; i < f.x().columns(); i++) {
            for (int j = 0; j < waves(); j++) {
                int at = i * this.frequencies + j % this.frequencies;
                int wave = i * waves() + j;
                frequencies[wave] = own.data()[own.offset() + at];
                if (form == Form.PLR) {
                    phases[wave] = j < this.frequencies ? -0.25f : 0;
                } else {
                    Matrix radians = f.parameter(1);
                    phases[wave] = (float) (radians.data()[radians.offset() + at] / (2 * Math.PI));
                }
            }
        }
    }

    /// Each number of a row once for every wave of its column.
    private void spread(Matrix x, int row, float[] spread) {
        int from = x.rowOffset(row);
        for (int i = 0; i < x.columns(); i++) {
            Arrays.fill(spread, i * waves(), (i + 1) * waves(), x.data()[from + i]);
        }
    }

    private static void turn(float[] x, float[] frequencies, float[] phases, double[] turns, int count) {
        for (int j = 0; j < count; j++) {
            turns[j] = (double) x[j] * frequencies[j] + phases[j];
        }
    }

    @Override
    public void backward(Frame f) {
        if (form == Form.PLR) {
            RELU.backward(f.y(), f.dy());
        }
        for (int i = 0; i < f.x().columns(); i++) {
            f.part(i).backward();
        }
        // From here on −∂C/∂angle: the derivative of the cosine without its sign.
        Matrix back = f.saved(BACK);
        Kernels.chosen().multiply(f.saved(SINES).data(), 0, back.data(), 0, back.rows() * back.columns());
        int all = back.columns();
        double[] sums = f.sums();
        float[] spread = f.saved(SPREAD).data();
        Arrays.fill(sums, 0, 2 * all, 0);
        for (int i = 0; i < f.rows(); i++) {
            spread(f.x(), i, spread);
            Elements.addProducts(back.data(), back.rowOffset(i), spread, 0, sums, 0, all);
            Elements.addRow(back.data(), back.rowOffset(i), sums, all, all);
        }
        takeGradients(f);
        if (f.wantsInputGradient()) {
            for (int i = 0; i < f.rows(); i++) {
                backToInputs(f, i);
            }
        }
    }

    private void takeGradients(Frame f) {
        double[] sums = f.sums();
        int all = f.saved(BACK).columns();
        Matrix frequency = f.gradient(0);
        frequency.fill(0f);
        for (int wave = 0; wave < all; wave++) {
            int at = wave / waves() * frequencies + wave % waves() % frequencies;
            frequency.data()[frequency.offset() + at] -= (float) (2 * Math.PI * sums[wave]);
            if (form == Form.PBLD) {
                Matrix phase = f.gradient(1);
                phase.data()[phase.offset() + at] = (float) -sums[all + wave];
            }
        }
    }

    private void backToInputs(Frame f, int row) {
        Matrix back = f.saved(BACK);
        float[] frequencies = f.saved(FREQUENCIES).data();
        int columns = f.x().columns();
        for (int i = 0; i < columns; i++) {
            int first = i * waves();
            double slope = -2 * Math.PI * dot(back.data(), back.rowOffset(row) + first, frequencies, first, waves());
            if (form == Form.PBLD) {
                slope += f.dy().data()[f.dy().rowOffset(row) + embedded(columns) + i];
            }
            f.dx().data()[f.dx().rowOffset(row) + i] = (float) slope;
        }
    }

    private static double dot(float[] a, int from, float[] b, int first, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += (double) a[from + j] * b[first + j];
        }
        return sum;
    }

    @Override
    public String toString() {
        return form.name().toLowerCase(Locale.ROOT) + " embedding, " + frequencies + " frequencies to " + dimension;
    }
}
