package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The weighted sum of several losses, L = Σₖ weightₖ·Lₖ, for a network that predicts several things. Each head has
/// columns of logits and of targets of its own, which follow those of the head before it. Weights of samples count for
/// all heads.
///
/// Targets: those of the heads side by side. A batch allocates three windows a head and nothing else.
///
/// @param heads 1 or more, with names that differ
public record Heads(List<Head> heads) implements Loss {

    /// A loss and the outputs that it judges.
    ///
    /// @param name stands in errors
    /// @param outputs how many of the network's outputs it takes, 1 or more
    /// @param weight its factor in the sum, positive
    public record Head(String name, Loss loss, int outputs, double weight) {

        /// @throws IllegalArgumentException if a number is out of range
        public Head {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(loss, "loss");
            if (outputs < 1) {
                throw new IllegalArgumentException(
                        "head \"" + name + "\" has " + outputs + " outputs, expected 1 or more");
            }
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "head \"" + name + "\" has the weight " + weight + ", expected a positive number");
            }
        }

        /// A head of weight 1.
        public Head(String name, Loss loss, int outputs) {
            this(name, loss, outputs, 1);
        }

        /// How many columns of the targets belong to this head.
        public int targetColumns() {
            return loss.targetColumns(outputs);
        }

        private int predictionColumns() {
            return loss.predictionColumns(outputs);
        }

        private IllegalArgumentException refused(IllegalArgumentException e) {
            return new IllegalArgumentException("head \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /// @throws IllegalArgumentException if there is no head, or two have the same name
    public Heads {
        heads = List.copyOf(heads);
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("several losses need 1 or more heads");
        }
        Set<String> names = new HashSet<>();
        for (Head head : heads) {
            if (!names.add(head.name)) {
                throw new IllegalArgumentException(
                        "two heads are named \"" + head.name + "\"; give each a name of its own");
            }
        }
    }

    /// The given heads.
    public static Heads of(Head... heads) {
        return new Heads(Arrays.asList(heads));
    }

    @Override
    public String name() {
        return "multi-head";
    }

    /// The link of each head on its columns of outputs.
    @Override
    public Activation link() {
        List<ColumnGroups.Group> links = new ArrayList<>();
        for (Head head : heads) {
            links.add(new ColumnGroups.Group(head.loss.link(), head.outputs));
        }
        boolean plain = links.stream().allMatch(link -> link.activation() instanceof Identity);
        return plain ? new Identity() : new ColumnGroups(links);
    }

    @Override
    public TargetKind targets() {
        return new TargetKind.Several(heads);
    }

    /// The sum over the heads.
    ///
    /// @throws IllegalArgumentException if the heads have another number of outputs
    @Override
    public int predictionColumns(int outputs) {
        int logits = 0;
        int predictions = 0;
        for (int k = 0; k < heads.size(); k++) {
            logits += heads.get(k).outputs;
            predictions += heads.get(k).predictionColumns();
        }
        if (logits != outputs) {
            throw new IllegalArgumentException(
                    "the heads take " + logits + " outputs together, the network has " + outputs);
        }
        return predictions;
    }

    /// The predictions of each head's loss, side by side.
    @Override
    public void predict(Matrix logits, Matrix predictions) {
        int z = 0;
        int p = 0;
        for (Head head : heads) {
            int nextZ = z + head.outputs;
            int nextP = p + head.predictionColumns();
            head.loss.predict(logits.columns(z, nextZ), predictions.columns(p, nextP));
            z = nextZ;
            p = nextP;
        }
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        Samples.checkLength(this, target, targetColumns(logits.length));
        double loss = 0;
        int z = 0;
        int y = 0;
        for (Head head : heads) {
            double[] slopes = new double[head.outputs];
            try {
                loss += head.weight
                        * head.loss.loss(
                                Arrays.copyOfRange(logits, z, z + head.outputs),
                                Arrays.copyOfRange(target, y, y + head.targetColumns()),
                                slopes);
            } catch (IllegalArgumentException e) {
                throw head.refused(e);
            }
            for (int j = 0; j < head.outputs; j++) {
                gradient[z + j] = head.weight * slopes[j];
            }
            z += head.outputs;
            y += head.targetColumns();
        }
        return loss;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        Samples.checkTargetColumns(this, targetColumns(logits.columns()), targets);
        double cost = 0;
        int z = 0;
        int y = 0;
        for (int k = 0; k < heads.size(); k++) {
            Head head = heads.get(k);
            int nextZ = z + head.outputs;
            int nextY = y + head.targetColumns();
            Matrix slopes = gradient.columns(z, nextZ);
            try {
                cost += head.weight
                        * head.loss.cost(logits.columns(z, nextZ), targets.columns(y, nextY), weights, slopes);
            } catch (IllegalArgumentException e) {
                throw head.refused(e);
            }
            scale(slopes, (float) head.weight);
            z = nextZ;
            y = nextY;
        }
        return cost;
    }

    private static void scale(Matrix matrix, float factor) {
        for (int i = 0; i < matrix.rows(); i++) {
            int from = matrix.rowOffset(i);
            for (int j = from; j < from + matrix.columns(); j++) {
                matrix.data()[j] *= factor;
            }
        }
    }

    /// Checks the derivative of each head's loss on its columns.
    @Override
    public void checkDerivative(Matrix logits, Matrix targets) {
        int z = 0;
        int y = 0;
        for (Head head : heads) {
            int nextZ = z + head.outputs;
            int nextY = y + head.targetColumns();
            try {
                head.loss.checkDerivative(logits.columns(z, nextZ), targets.columns(y, nextY));
            } catch (IllegalArgumentException e) {
                throw head.refused(e);
            }
            z = nextZ;
            y = nextY;
        }
    }
}
