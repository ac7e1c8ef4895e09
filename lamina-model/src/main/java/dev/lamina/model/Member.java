package dev.lamina.model;

import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import java.util.List;
import java.util.Objects;

/// One network of a model, with the pipeline that feeds it and its weight among the others.
///
/// Immutable as long as nobody writes to the parameters; thread-safe.
///
/// For a target of labels the loss must give a probability for each class
/// ([dev.lamina.core.loss.Loss#classProbabilities]); for a number it must predict one number, which is scaled as the
/// target is, or the rate of a count.
///
/// @param network with the loss that turns its outputs into predictions
/// @param pipeline from columns to the network's inputs; many members may share one
/// @param weight above 0, finite; what counts is its share in the sum of all members' weights
public record Member(TrainedNetwork network, FittedPipeline pipeline, double weight) {

    /// Lower end, value, upper end.
    private static final int BAND = 3;

    /// @throws IllegalArgumentException if the parts do not fit together
    public Member {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(pipeline, "pipeline");
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a member's weight is " + weight + ", expected a finite number above 0; leave the member out");
        }
        int inputs = network.network().inputs();
        if (pipeline.width() != inputs) {
            throw new IllegalArgumentException(
                    "the pipeline gives " + pipeline.width() + " numbers a row, the network expects " + inputs);
        }
        if (!network.parameters().views().equals(network.network().parameterViews())) {
            throw new IllegalArgumentException("the parameters are those of another network");
        }
        int outputs = network.network().outputs();
        int expected = Model.outputs(network.loss(), pipeline.target());
        if (outputs != expected) {
            throw new IllegalArgumentException(
                    "the network has " + outputs + " outputs, " + network.loss().name() + " for the target \""
                            + pipeline.target().name() + "\" needs " + expected);
        }
    }

    /// A predictor of this network alone, as it was before any calibration.
    public Predictor predictor() {
        return new Predictor(new Combination(List.of(this), new Encoder(List.of(pipeline)), Calibration.none()));
    }

    /// Whether the values that it predicts come with a band.
    boolean givesBand() {
        return network.loss() instanceof QuantileBand;
    }

    /// How many numbers it predicts for a row: a probability for each class, one value, or a value between the ends of
    /// its band.
    int columns() {
        return switch (pipeline.target()) {
            case FittedTarget.Labels labels -> labels.classes().size();
            case FittedTarget.Scaled _ -> givesBand() ? BAND : 1;
        };
    }

    /// Whether this member reads the same columns as another one and predicts the same target, in whichever encoding
    /// and scaling.
    boolean goesWith(Member other) {
        return pipeline.schema().equals(other.pipeline.schema())
                && sameTarget(pipeline.target(), other.pipeline.target());
    }

    private static boolean sameTarget(FittedTarget target, FittedTarget other) {
        return switch (target) {
            case FittedTarget.Labels labels -> labels.equals(other);
            case FittedTarget.Scaled scaled ->
                other instanceof FittedTarget.Scaled && scaled.field().equals(other.field());
        };
    }
}
