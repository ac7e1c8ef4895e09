package dev.lamina.report.doctor;

import dev.lamina.TrainingResult;
import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.network.Place;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Table;
import dev.lamina.model.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the units of hidden layers give for rows held out. A unit is idle if its outputs lie so near to
/// each other that no later layer can learn a difference by them: a rectified one that is 0 for all rows
/// (Lu, Shin, Su, Karniadakis, "Dying ReLU and initialization", arXiv 1903.06733), a sigmoid or tanh at one
/// end of its range (Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", 2010).
final class UnitRule {

    /// How far apart, beside the range of the activation, or without one beside the widest unit of the
    /// layer.
    private static final double NEAR = 0.01;

    /// Half of a layer: some idle units are in every sound network of rectified ones.
    private static final double SHARE = 0.5;

    /// A unit may give the same for fewer by chance.
    private static final int FEWEST_ROWS = 50;

    private static final int BATCH = 250;

    private UnitRule() {}

    /// The layer with the largest share of idle units, if that is half or more.
    static Optional<Finding.IdleUnits> idle(TrainingResult result) {
        if (result.heldOut().rows() < FEWEST_ROWS) {
            return Optional.empty();
        }
        Table rows = Doctor.some(result.heldOut());
        Map<FittedPipeline, Matrix> encoded = new HashMap<>();
        List<Finding.IdleUnits> worst = result.model().members().stream()
                .flatMap(member ->
                        worst(member, encoded.computeIfAbsent(member.pipeline(), pipeline -> pipeline.transform(rows)))
                                .stream())
                .filter(layer -> layer.share() >= SHARE)
                .toList();
        return worst.stream()
                .max(Comparator.comparingDouble(Finding.IdleUnits::share))
                .map(layer -> new Finding.IdleUnits(
                        layer.layer(),
                        layer.share(),
                        layer.activation(),
                        worst.size(),
                        result.model().members().size()));
    }

    private static Optional<Finding.IdleUnits> worst(Member member, Matrix inputs) {
        Network network = member.network().network().forInference();
        Pass pass = Pass.forInference(
                network, member.network().parameters(), Math.min(BATCH, inputs.rows()), Gemm.onOneThread());
        List<Spread> spreads = new ArrayList<>();
        for (int from = 0; from < inputs.rows(); from += pass.maxRows()) {
            int rows = Math.min(pass.maxRows(), inputs.rows() - from);
            pass.input(rows).copyFrom(inputs.rows(from, from + rows));
            pass.forward(rows);
            List<Spread> seen = new ArrayList<>();
            for (int layer = 0; layer < network.places().size() - 1; layer++) {
                look(network.places().get(layer), pass.frame(layer, rows), seen);
            }
            if (from == 0) {
                spreads = seen;
            } else {
                for (int i = 0; i < seen.size(); i++) {
                    spreads.get(i).add(seen.get(i));
                }
            }
        }
        List<Spread> all = spreads;
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Finding.IdleUnits(
                        i + 1, all.get(i).idle(), all.get(i).activation.name(), 1, 1))
                .max(Comparator.comparingDouble(Finding.IdleUnits::share));
    }

    /// The activated layers of a place, in their order; of layers that members of an ensemble share, the
    /// outputs of each member are rows.
    private static void look(Place place, Frame frame, List<Spread> seen) {
        List<Place> parts = place.parts();
        for (int i = 0; i < parts.size(); i++) {
            look(parts.get(i), frame.part(i), seen);
        }
        Activation activation = activation(place);
        if (parts.isEmpty() && !(activation instanceof Identity)) {
            seen.add(Spread.of(activation, frame.y()));
        }
    }

    /// That of a layer which is not made of others.
    private static Activation activation(Place place) {
        return place.layer() instanceof ParametricActivation layer
                ? layer.activation()
                : place.layer().ending(place.inputs());
    }

    /// The least and the greatest output of each unit.
    private record Spread(Activation activation, float[] least, float[] greatest) {

        static Spread of(Activation activation, Matrix outputs) {
            Spread spread = new Spread(activation, new float[outputs.columns()], new float[outputs.columns()]);
            Arrays.fill(spread.least, Float.POSITIVE_INFINITY);
            Arrays.fill(spread.greatest, Float.NEGATIVE_INFINITY);
            for (int row = 0; row < outputs.rows(); row++) {
                for (int unit = 0; unit < outputs.columns(); unit++) {
                    spread.least[unit] = Math.min(spread.least[unit], outputs.get(row, unit));
                    spread.greatest[unit] = Math.max(spread.greatest[unit], outputs.get(row, unit));
                }
            }
            return spread;
        }

        void add(Spread other) {
            for (int unit = 0; unit < least.length; unit++) {
                least[unit] = Math.min(least[unit], other.least[unit]);
                greatest[unit] = Math.max(greatest[unit], other.greatest[unit]);
            }
        }

        /// The share of idle units.
        double idle() {
            double width = activation.range().highest() - activation.range().lowest();
            double widest = IntStream.range(0, least.length)
                    .mapToDouble(this::width)
                    .max()
                    .orElse(0);
            double near = NEAR * (Double.isFinite(width) ? width : widest);
            return (double) IntStream.range(0, least.length)
                            .filter(unit -> width(unit) <= near)
                            .count()
                    / least.length;
        }

        private double width(int unit) {
            return (double) greatest[unit] - least[unit];
        }
    }
}
