package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The mean of a loss over the members of an ensemble within the network, L = Σᵢ Lᵢ / k, each of which has a
/// group of the outputs and learns the same target. The prediction is the mean of the members' predictions or of
/// their probabilities of classes; their mean enters no loss, so that members do not learn to rely on each other.
///
/// Targets: those of the loss. A batch allocates two windows a member and nothing else, a prediction nothing.
///
/// Source: Gorishniy, Kotelnikov, Babenko, "TabM" (arXiv 2410.24210).
///
/// @param loss of one member
/// @param members k, 1 or more; the number of outputs is a multiple of it
public record EachMember(Loss loss, int members) implements Loss {

    public EachMember {
        Objects.requireNonNull(loss, "loss");
        if (loss instanceof Heads || loss instanceof EachMember || loss instanceof QuantileBand) {
            throw new IllegalArgumentException(
                    "each member of an ensemble has one loss of its outputs, got " + loss.name());
        }
        if (members < 1) {
            throw new IllegalArgumentException("an ensemble needs 1 or more members, got " + members);
        }
    }

    @Override
    public String name() {
        return "each-member";
    }

    /// That of a member, on its outputs.
    @Override
    public Activation link() {
        return loss.link();
    }

    @Override
    public TargetKind targets() {
        return loss.targets();
    }

    /// How many of so many outputs are a member's.
    ///
    /// @throws IllegalArgumentException if there are not as many of each
    public int outputsOfEach(int outputs) {
        if (outputs % members != 0) {
            throw new IllegalArgumentException("the network has " + outputs + " outputs for " + members
                    + " members, expected a multiple of " + members);
        }
        return outputs / members;
    }

    @Override
    public int predictionColumns(int outputs) {
        return loss.predictionColumns(outputsOfEach(outputs));
    }

    @Override
    public int outputsFor(int predictions) {
        return members * loss.outputsFor(predictions);
    }

    @Override
    public int outputsForClasses(int classes) {
        return members * loss.outputsForClasses(classes);
    }

    /// The mean of the members' predictions, which are what the [#link] makes of their outputs.
    @Override
    public void predict(Matrix logits, Matrix predictions) {
        int width = outputsOfEach(logits.columns());
        for (int i = 0; i < logits.rows(); i++) {
            int from = logits.rowOffset(i);
            int to = predictions.rowOffset(i);
            if (loss.link() instanceof Softmax) {
                meanOfSoftmax(logits.data(), from, width, predictions.data(), to);
            } else if (loss.link() instanceof Elementwise f) {
                for (int j = 0; j < width; j++) {
                    predictions.data()[to + j] = (float) mean(f, logits.data(), from + j, width, 1);
                }
            } else {
                throw new IllegalStateException(
                        loss.name() + " has the link " + loss.link().name());
            }
        }
    }

    /// The mean of the members' probabilities; of two classes and one output a member, that of either class by
    /// itself.
    @Override
    public void classProbabilities(Matrix logits, Matrix probabilities) {
        if (loss.outputsForClasses(probabilities.columns()) == probabilities.columns()
                || !(loss.link() instanceof Elementwise f)) {
            predict(logits, probabilities);
            return;
        }
        for (int i = 0; i < logits.rows(); i++) {
            int from = logits.rowOffset(i);
            probabilities.set(i, 0, (float) mean(f, logits.data(), from, 1, -1));
            probabilities.set(i, 1, (float) mean(f, logits.data(), from, 1, 1));
        }
    }

    /// The mean of f(sign·z) over the members.
    private double mean(Elementwise f, float[] z, int first, int width, int sign) {
        double sum = 0;
        for (int member = 0; member < members; member++) {
            sum += value(f, sign * z[first + member * width]);
        }
        return sum / members;
    }

    /// f(z) without an object for it.
    private static double value(Elementwise f, double z) {
        if (f instanceof Identity) {
            return z;
        }
        double e = f instanceof Sigmoid ? StrictMath.exp(-Math.abs(z)) : 0;
        return f instanceof Sigmoid ? (z < 0 ? e : 1) / (1 + e) : f.value(z);
    }

    private void meanOfSoftmax(float[] z, int from, int width, float[] means, int to) {
        Arrays.fill(means, to, to + width, 0f);
        for (int first = from; first < from + members * width; first += width) {
            float max = Softmax.max(z, first, width);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += StrictMath.exp((double) z[first + j] - max);
            }
            for (int j = 0; j < width; j++) {
                means[to + j] += (float) (StrictMath.exp((double) z[first + j] - max) / (sum * members));
            }
        }
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        int width = outputsOfEach(logits.length);
        double sum = 0;
        for (int from = 0; from < logits.length; from += width) {
            double[] slopes = new double[width];
            sum += loss.loss(Arrays.copyOfRange(logits, from, from + width), target, slopes);
            for (int j = 0; j < width; j++) {
                gradient[from + j] = slopes[j] / members;
            }
        }
        return sum / members;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        int width = outputsOfEach(logits.columns());
        double sum = 0;
        for (int from = 0; from < logits.columns(); from += width) {
            sum += loss.cost(
                    logits.columns(from, from + width), targets, weights, gradient.columns(from, from + width));
        }
        divide(gradient, members);
        return sum / members;
    }

    private static void divide(Matrix matrix, float divisor) {
        for (int i = 0; i < matrix.rows(); i++) {
            int from = matrix.rowOffset(i);
            for (int j = from; j < from + matrix.columns(); j++) {
                matrix.data()[j] /= divisor;
            }
        }
    }

    /// Checks the derivative of the loss on the outputs of each member.
    @Override
    public void checkDerivative(Matrix logits, Matrix targets) {
        int width = outputsOfEach(logits.columns());
        for (int from = 0; from < logits.columns(); from += width) {
            loss.checkDerivative(logits.columns(from, from + width), targets);
        }
    }
}
