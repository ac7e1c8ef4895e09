package dev.lamina.core.dataset;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Samples with targets and, if wanted, weights, handed out batch by batch. Immutable; each [Batches] belongs
/// to one thread.
public interface Dataset {

    /// How many samples, 1 or more.
    int rows();

    /// Width of a sample.
    int inputs();

    /// Width of a target; what it holds is the loss's matter.
    int targetColumns();

    /// Whether the samples have weights; without, each counts 1.
    boolean weighted();

    /// The samples that count, all but those of weight 0: training goes through these alone, so that the others change
    /// nothing at all. Numbers of rows in messages are those of the whole.
    default Dataset counting() {
        return this;
    }

    /// The samples with the numbers s, s + S, s + 2·S, … of those that count; shuffled, they follow [ShardOrder].
    ///
    /// @param shard s, from 0
    /// @param shards S
    /// @throws IllegalArgumentException if the samples cannot be divided, which is so unless a dataset says
    ///     otherwise
    default Dataset shard(int shard, int shards) {
        throw new IllegalArgumentException("a " + getClass().getSimpleName() + " cannot be divided into shards");
    }

    /// One pass over all samples, each once.
    ///
    /// @param random shuffles them; null keeps their order
    Batches batches(@Nullable RandomStream random);

    /// The samples in memory: row i of `inputs` belongs to row i of `targets`. Nothing is copied.
    ///
    /// @throws IllegalArgumentException if the rows differ in number or there are none
    static Dataset of(Matrix inputs, Matrix targets) {
        return new MatrixDataset(inputs, targets, null);
    }

    /// The samples in memory with their weights.
    ///
    /// @param weights 0 or more for each row, not all 0; a row of weight 0 does not count at all
    /// @throws IllegalArgumentException if the rows differ in number, there are none, or a weight is out of
    ///     range
    static Dataset of(Matrix inputs, Matrix targets, float[] weights) {
        return new MatrixDataset(inputs, targets, Objects.requireNonNull(weights, "weights"));
    }

    /// The samples in memory, each with the weight of its class: what makes up for rare classes.
    ///
    /// @param targets n × 1 class indices
    /// @param classWeights 0 or more for each class; only their ratios matter, as a loss is the weighted mean of a
    ///     batch
    /// @throws IllegalArgumentException as with weights of one's own, or naming the row whose target is no class
    static Dataset classWeighted(Matrix inputs, Matrix targets, float... classWeights) {
        if (targets.columns() != 1) {
            throw new IllegalArgumentException("class weights need one column of class indices, got a " + targets);
        }
        float[] weights = new float[targets.rows()];
        for (int i = 0; i < weights.length; i++) {
            float target = targets.get(i, 0);
            int index = (int) target;
            if (index != target || index < 0 || index >= classWeights.length) {
                throw new IllegalArgumentException(
                        classWeights.length + " class weights need targets of class indices 0 to "
                                + (classWeights.length - 1) + ", row " + i + " has " + target);
            }
            weights[i] = classWeights[index];
        }
        return of(inputs, targets, weights);
    }

    /// A copy of the given rows.
    static Dataset of(float[][] inputs, float[][] targets) {
        return of(Matrix.of(inputs), Matrix.of(targets));
    }

    /// The batches of one pass.
    interface Batches {

        /// Copies the next samples into the buffers, as many as they have rows or as are left.
        ///
        /// @param inputs rows × [Dataset#inputs]
        /// @param targets rows × [Dataset#targetColumns]
        /// @param weights receives the weights where the samples have some; at least `inputs.rows()` long
        /// @return how many samples were copied, 0 at the end
        int next(Matrix inputs, Matrix targets, float[] weights);
    }
}
