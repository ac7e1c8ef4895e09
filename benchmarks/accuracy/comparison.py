"""Results of several contestants on several sets, and what follows from them: ranks, wins, intervals, differences."""

import statistics

import numpy

RESAMPLES = 4000


class Comparison:
    """Of each contestant by its name: its records by set. `mlp` is the better of its two lengths on each set."""

    def __init__(self, contestants, data_sets, store, seeds):
        self.data_sets, self.store = data_sets, store
        self.records = {contestant.name: {
            data.name: [record for seed in contestant.seeds(data, seeds)
                        if (record := store.find(data, contestant.name, seed, contestant.build,
                                                 list(contestant.options)))]
            for data in data_sets} for contestant in contestants}
        self.contestants = [contestant for contestant in contestants if any(self.records[contestant.name].values())]
        self.competing = [contestant for contestant in self.contestants if contestant.name != "mlp_long"]

    def mean(self, name, data, metric):
        """Over the seeds; None where there is no run."""
        values = [record["metrics"].get(metric) for record in self.records.get(name, {}).get(data.name, [])]
        return statistics.mean(values) if values and None not in values else None

    def loss(self, name, data):
        """That with which a contestant competes on a set."""
        return self.mean(self.form(name, data), data, data.loss)

    def form(self, name, data):
        if name != "mlp":
            return name
        means = {form: self.mean(form, data, data.loss) for form in ("mlp", "mlp_long")}
        return min((form for form in means if means[form] is not None), key=means.get, default="mlp")

    def shared(self, *names):
        """The sets on which all of them have results."""
        return [data for data in self.data_sets if all(self.loss(name, data) is not None for name in names)]

    def ranks(self):
        """By name the ranks on the sets that all have; ties get the mean of their places. And those sets."""
        names = [contestant.name for contestant in self.competing]
        common = self.shared(*names)
        ranks = {name: [] for name in names}
        for data in common:
            losses = {name: self.loss(name, data) for name in names}
            for name in names:
                better = sum(loss < losses[name] for loss in losses.values())
                equal = sum(loss == losses[name] for loss in losses.values())
                ranks[name].append(better + (equal + 1) / 2)
        return ranks, common

    def wins(self, ours, theirs):
        """The sets where ours is better, and all that both have."""
        common = self.shared(ours, theirs)
        return [data for data in common if self.loss(ours, data) < self.loss(theirs, data)], common

    def excess(self, ours, theirs, data):
        """By which share ours is worse; negative where it is better."""
        return self.loss(ours, data) / self.loss(theirs, data) - 1

    def interval(self, ours, theirs, data):
        """The paired bootstrap interval (95 %) of the difference of the two losses over the test rows."""
        pair = [numpy.stack([self.store.losses(record) for record in self.records[self.form(name, data)][data.name]])
                for name in (ours, theirs)]
        draw, differences = numpy.random.default_rng(1), []
        rows = pair[0].shape[1]
        for _ in range(RESAMPLES):
            counts = numpy.bincount(draw.integers(rows, size=rows), minlength=rows)
            mine, other = ((losses @ counts) / rows for losses in pair)
            if not data.classifies:
                mine, other = numpy.sqrt(mine), numpy.sqrt(other)
            differences.append(mine.mean() - other.mean())
        return numpy.quantile(differences, (0.025, 0.975)).tolist()


def critical_difference(contestants, sets, level=0.05):
    """Nemenyi's: mean ranks that differ by less may differ by chance (Demšar 2006, section 3.2.2)."""
    from scipy.stats import studentized_range

    quantile = studentized_range.ppf(1 - level, contestants, numpy.inf) / numpy.sqrt(2)
    return float(quantile * numpy.sqrt(contestants * (contestants + 1) / (6 * sets)))


def friedman(ranks):
    """The probability of ranks as different as these if all were equally good (Friedman's χ²)."""
    from scipy.stats import chi2

    k, n = len(ranks), len(next(iter(ranks.values())))
    means = numpy.array([statistics.mean(values) for values in ranks.values()])
    statistic = 12 * n / (k * (k + 1)) * ((means**2).sum() - k * (k + 1) ** 2 / 4)
    return float(chi2.sf(statistic, k - 1))
