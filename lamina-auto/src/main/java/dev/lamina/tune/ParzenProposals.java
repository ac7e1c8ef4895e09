package dev.lamina.tune;

import dev.lamina.core.random.RandomStream;
import dev.lamina.tune.Space.Branch;
import java.util.ArrayList;
import java.util.List;

/// Proposes configurations where good ones are dense and bad ones are not: of many that are drawn near good
/// ones, the one for which the ratio l/g of the two densities is greatest.
///
/// A density is the mean of one kernel around each known configuration and of the uniform one. A kernel is a
/// product over the settings: for those with an order two exponential tails cut off at the ends of the scale,
/// for the others most of the weight on the value itself.
///
/// Source: Bergstra, Bardenet, Bengio, Kégl, "Algorithms for hyper-parameter optimization" (NIPS 2011);
/// kernels over all settings together as Falkner, Klein, Hutter, "BOHB" (ICML 2018) have them.
final class ParzenProposals {

    private static final int CANDIDATES = 64;

    /// Which share of the trials is good, and how many at least.
    private static final double GOOD = 0.25;

    private static final int FEWEST_GOOD = 3;

    /// How wide the kernels around one, two, … configurations are, as a share of the scale; by the number of
    /// them as Scott's rule has it.
    private static final double WIDTH = 0.15;

    /// How much of a kernel lies on the value itself where values have no order.
    private static final double SAME = 0.8;

    private final Space space;

    ParzenProposals(Space space) {
        this.space = space;
    }

    /// A configuration by chance: each recipe, and each place of a setting, as likely as any other.
    Configuration any(RandomStream random) {
        Branch branch = space.branches().get(random.nextInt(space.branches().size()));
        return branch.at(uniform(branch, random));
    }

    /// A configuration near good ones.
    ///
    /// @param ranked those that are known, the best one first; one or more
    /// @param pending those that are about to be known: to be kept away from
    Configuration next(List<Configuration> ranked, List<Configuration> pending, RandomStream random) {
        int count = Math.min(ranked.size(), Math.max(FEWEST_GOOD, (int) Math.ceil(GOOD * ranked.size())));
        List<Configuration> bad = new ArrayList<>(ranked.subList(count, ranked.size()));
        bad.addAll(pending);
        List<Density> good = densities(ranked.subList(0, count));
        List<Density> others = densities(bad);
        Configuration best = ranked.getFirst();
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            int chosen = chosen(good, random.nextDouble());
            Density density = good.get(chosen);
            double[] places = density.sample(random);
            Configuration candidate = density.branch.at(places);
            double[] rounded = density.branch.places(candidate);
            double ratio =
                    StrictMath.log(density.at(rounded) / others.get(chosen).at(rounded));
            if (ratio > highest && !ranked.contains(candidate) && !pending.contains(candidate)) {
                highest = ratio;
                best = candidate;
            }
        }
        return Double.isFinite(highest) ? best : any(random);
    }

    private List<Density> densities(List<Configuration> configurations) {
        List<Density> densities = new ArrayList<>();
        for (Branch branch : space.branches()) {
            List<double[]> centres = configurations.stream()
                    .filter(configuration -> configuration.recipe().equals(branch.recipe()))
                    .map(branch::places)
                    .toList();
            double share = (centres.size() + 1.0 / space.branches().size()) / (configurations.size() + 1.0);
            densities.add(new Density(branch, centres, share));
        }
        return densities;
    }

    /// @param place in [0, 1)
    private static int chosen(List<Density> densities, double place) {
        double left = place;
        for (int i = 0; i < densities.size() - 1; i++) {
            left -= densities.get(i).share;
            if (left < 0) {
                return i;
            }
        }
        return densities.size() - 1;
    }

    private static double[] uniform(Branch branch, RandomStream random) {
        double[] places = new double[branch.dimensions().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = random.nextDouble();
        }
        return places;
    }

    /// How dense configurations of a recipe are.
    private static final class Density {

        private final Branch branch;
        private final List<double[]> centres;
        private final double share;
        private final double width;

        /// @param share of the recipe among all
        Density(Branch branch, List<double[]> centres, double share) {
            this.branch = branch;
            this.centres = centres;
            this.share = share;
            int dimensions = branch.dimensions().size();
            this.width = WIDTH * StrictMath.pow(Math.max(1, centres.size()), -1.0 / (dimensions + 4));
        }

        double[] sample(RandomStream random) {
            int number = random.nextInt(centres.size() + 1);
            double[] places = uniform(branch, random);
            if (number == centres.size()) {
                return places;
            }
            double[] centre = centres.get(number);
            for (int i = 0; i < places.length; i++) {
                places[i] = branch.dimensions().get(i).kinds() > 0
                        ? random.nextDouble() < SAME ? centre[i] : places[i]
                        : near(centre[i], places[i]);
            }
            return places;
        }

        double at(double[] places) {
            double sum = 1;
            for (double[] centre : centres) {
                double kernel = 1;
                for (int i = 0; i < places.length; i++) {
                    int kinds = branch.dimensions().get(i).kinds();
                    kernel *= kinds > 0
                            ? 1 - SAME + (places[i] == centre[i] ? SAME * kinds : 0)
                            : kernel(places[i], centre[i]);
                }
                sum += kernel;
            }
            return share * sum / (centres.size() + 1);
        }

        /// The density at x of two exponential tails around c, cut off at 0 and 1.
        private double kernel(double x, double c) {
            return tail(Math.abs(x - c)) / (width * (2 - tail(c) - tail(1 - c)));
        }

        /// The place that a share of the same kernel lies below.
        private double near(double c, double share) {
            double below = 1 - tail(c);
            double mass = share * (2 - tail(c) - tail(1 - c));
            double x = mass < below
                    ? c + width * StrictMath.log(tail(c) + mass)
                    : c - width * StrictMath.log(1 - (mass - below));
            return Math.clamp(x, 0, Math.nextDown(1.0));
        }

        private double tail(double distance) {
            return StrictMath.exp(-distance / width);
        }
    }
}
