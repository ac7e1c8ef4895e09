package dev.lamina.core.reference;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.parameter.Parameters;
import org.jspecify.annotations.Nullable;

/// Checks the gradients of a network: settings, then [#run]. The test of a layer, an activation or a loss of
/// your own:
///
///     GradientCheck.of(network, loss).run().orThrow();
///
/// Back-propagation in float64 is compared with differences of the cost: ∂C/∂parameter of every layer, and the
/// error that each layer passes back to its inputs, within 1e-7 relative beyond what the rounding of the cost C
/// explains, which is 7e-12·max(1, C) for the widest differences. The engine's gradients in float32 are then
/// compared with those, all of them, within 1e-4 of the largest of the same matrix plus 1e-5 of the largest of
/// all, or of 1. Where a layer of one's own has no form in float64, the engine's gradients are compared with
/// differences of the engine's cost instead, within 1e-3 of the largest of the matrix plus 6e-5·max(1, C), and
/// [GradientReport#weaker] says so.
///
/// Where the cost has a kink, as ReLU has one at 0, narrower differences are taken, and an element right at a
/// kink is left out and counted: no result rests on a lucky seed. Of a matrix with more than 100 elements 100
/// are drawn for the differences. Parameters that no step changes, such as those of frozen layers, have no
/// difference to compare with; the engine's gradients are compared for them, too.
///
/// Samples and parameters are drawn unless they are given. Each setting changes this check and gives it back.
/// One thread at a time.
public final class GradientCheck {

    private static final int DEFAULT_ROWS = 5;

    private final Network network;
    private final Loss loss;
    private long seed;
    private int rows = DEFAULT_ROWS;
    private @Nullable Parameters parameters;
    private @Nullable Matrix inputs;
    private @Nullable Matrix targets;
    private float @Nullable [] weights;

    private GradientCheck(Objective objective) {
        this.network = objective.network();
        this.loss = objective.loss();
    }

    /// At 5 rows drawn with seed 0. Network and loss are made to fit as for training: see [Objective].
    ///
    /// @throws IllegalArgumentException if the loss is not defined for what the network gives
    public static GradientCheck of(Network network, Loss loss) {
        return new GradientCheck(new Objective(network, loss));
    }

    /// Where parameters, samples, dropout and the choice of elements come from.
    public GradientCheck seed(long seed) {
        this.seed = seed;
        return this;
    }

    /// How many samples are drawn.
    ///
    /// @param rows 1 or more
    public GradientCheck rows(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows is " + rows + ", expected 1 or more");
        }
        this.rows = rows;
        return this;
    }

    /// Where to check, instead of at a random start.
    ///
    /// @param parameters left as they are
    public GradientCheck parameters(Parameters parameters) {
        if (parameters.size() != network.parameterCount()) {
            throw new IllegalArgumentException(
                    "the network has " + network.parameterCount() + " parameters, got " + parameters.size());
        }
        this.parameters = parameters;
        return this;
    }

    /// Samples to check with, instead of drawn ones.
    ///
    /// @param inputs n × the network's inputs, n ≥ 1
    /// @param targets n × what the loss takes
    public GradientCheck samples(Matrix inputs, Matrix targets) {
        if (inputs.rows() < 1 || inputs.columns() != network.inputs() || targets.rows() != inputs.rows()) {
            throw new IllegalArgumentException("the network expects 1 or more rows of " + network.inputs()
                    + " columns and as many of targets, got a " + inputs + " and a " + targets);
        }
        this.inputs = inputs;
        this.targets = targets;
        return this;
    }

    /// A weight ω for each sample, instead of 1.
    public GradientCheck weights(float... weights) {
        this.weights = weights.clone();
        return this;
    }

    /// Compares the gradients.
    ///
    /// @throws IllegalArgumentException if the samples do not fit the loss
    public GradientReport run() {
        CheckBatch batch = batch();
        if (weights != null && weights.length != batch.rows()) {
            throw new IllegalArgumentException(
                    "there are " + weights.length + " weights for " + batch.rows() + " samples");
        }
        Gemm gemm = Gemm.onOneThread();
        EngineCost engine = new EngineCost(batch, gemm);
        return ReferenceLayers.know(new Chain(network.layers()))
                ? Comparison.withReference(batch, engine)
                : Comparison.ofEngine(batch, engine);
    }

    private CheckBatch batch() {
        Matrix x = inputs;
        Matrix y = targets;
        if (x == null || y == null) {
            CheckData data = new CheckData(seed, rows);
            x = data.inputs(network);
            y = data.targets(loss, network.outputs());
        }
        Parameters at = parameters == null ? new CheckData(seed, rows).parameters(network) : parameters;
        return new CheckBatch(network, at, loss, x, y, weights, seed);
    }
}
