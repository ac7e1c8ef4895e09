package dev.lamina.core.train;

import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Steps whose samples are those of several shards. Each shard here passes through the network by itself; an
/// exchange adds up what all shards have.
///
/// For shards s with weights ωᵢ and losses Lᵢ the gradient is (Σₛ gₛ) / (Σᵢ ωᵢ) with gₛ = ∂(Σᵢ ωᵢ·Lᵢ)/∂θ over
/// the rows i of the shard, the outer sum by [ShardTree]. Where a statistic of the data is among the
/// parameters, such as a running mean, gₛ has the sum of the rows' weights times what the shard alone would add
/// to it.
final class ShardedSteps implements Steps {

    private final Parameters parameters;
    private final Penalty penalty;
    private final ShardExchange exchange;
    private final ShardThreads threads;
    private final List<ShardPass> passes;
    private final List<ParameterView> statistics;
    private final long perEpoch;
    private final float[][] sums;
    private final float[] gradients;
    private final double[] numbers;
    private long left;
    private double weight;
    private double dataCost;
    private double cost;

    ShardedSteps(
            Objective objective,
            Parameters parameters,
            TrainingSettings settings,
            ShardedDataset samples,
            ShardExchange exchange,
            Team team) {
        this.parameters = parameters;
        this.exchange = exchange;
        penalty = settings.penalty();
        statistics = parameters.views().stream()
                .filter(view -> view.spec().role() == Role.STATISTIC)
                .toList();
        ShardBatches batches = ShardBatches.of(objective.network(), settings, samples);
        perEpoch = batches.steps();
        threads = new ShardThreads(team, exchange);
        passes = IntStream.range(0, exchange.end() - exchange.first())
                .mapToObj(i -> new ShardPass(
                        objective,
                        parameters,
                        statistics,
                        settings,
                        samples,
                        batches,
                        exchange.first() + i,
                        threads.gemm(i)))
                .toList();
        sums = passes.stream().map(ShardPass::gradients).toArray(float[][]::new);
        gradients = new float[parameters.size()];
        numbers = new double[2 * sums.length];
    }

    @Override
    public long perEpoch() {
        return perEpoch;
    }

    @Override
    public boolean hasAllSamples() {
        return perEpoch == 1;
    }

    @Override
    public void begin(int epoch) {
        threads.each(i -> passes.get(i).begin(epoch));
        left = perEpoch;
    }

    @Override
    public void skip(long steps) {
        threads.each(i -> passes.get(i).skip(steps));
        left -= steps;
    }

    @Override
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        threads.each(i -> passes.get(i).next());
        return true;
    }

    /// The rows of shards weigh more than 0.
    @Override
    public boolean weighsNothing() {
        return false;
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public void randomness(long step, float dropoutFactor) {
        threads.each(i -> passes.get(i).randomness(step, dropoutFactor));
    }

    @Override
    public void checkLoss() {
        threads.each(i -> passes.get(i).checkLoss());
    }

    @Override
    public double evaluate() {
        threads.each(i -> passes.get(i).evaluate());
        for (int i = 0; i < passes.size(); i++) {
            numbers[2 * i] = passes.get(i).weight();
            numbers[2 * i + 1] = passes.get(i).weightedCost();
        }
        double[] all = exchange.sum(sums, gradients, numbers);
        double weightedCost = 0;
        weight = 0;
        for (int i = 0; i < all.length; i += 2) {
            weight += all[i];
            weightedCost += all[i + 1];
        }
        dataCost = weightedCost / weight;
        scale(gradients, (float) (1 / weight));
        takeStatistics();
        penalty.addGradient(parameters, gradients);
        cost = dataCost + penalty.cost(parameters);
        return cost;
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private void takeStatistics() {
        for (ParameterView view : statistics) {
            for (int i = view.offset(); i < view.offset() + view.size(); i++) {
                parameters.values()[i] += gradients[i];
            }
            Arrays.fill(gradients, view.offset(), view.offset() + view.size(), 0);
        }
    }

    @Override
    public double cost() {
        return cost;
    }

    @Override
    public double dataCost() {
        return dataCost;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }
}
