"""The results as tables of text."""

import statistics

import bars
import comparison as statistic
from harness.tables import Table

METRICS = {True: ("log loss", "accuracy", "AUC"), False: ("RMSE", "MAE", "R²")}
HIGHER_IS_BETTER = {"accuracy", "AUC", "R²"}


def tables(results, split, all_metrics=False):
    made = [metric(results, classifies, name) for classifies, names in METRICS.items()
            for name in (names if all_metrics else names[:1])]
    made += [ranks(results), wins(results), worse(results), seconds(results), memory(results), reached(results, split)]
    return [table for table in made if table.rows]


def metric(results, classifies, name):
    """A row for each set of the kind, a column for each contestant."""
    rows = []
    for data in results.data_sets:
        values = [results.mean(contestant.name, data, name) for contestant in results.contestants]
        there = [value for value in values if value is not None]
        if data.classifies == classifies and there:
            best = (max if name in HIGHER_IS_BETTER else min)(there)
            winners = [title for title, value in zip(titles(results), values) if value == best]
            rows.append([data.name, *map(shown, values), ", ".join(winners)])
    better = "higher" if name in HIGHER_IS_BETTER else "lower"
    return Table(name[0].upper() + name[1:], f"Means over the seeds, {better} is better.",
                 ["data", *titles(results), "lowest"], rows)


def titles(results):
    return [contestant.title for contestant in results.contestants]


def ranks(results):
    by_name, common = results.ranks()
    if len(by_name) < 2 or not common:
        return Table("Mean ranks", "", [], [])
    left_out = len(results.data_sets) - len(common)
    text = (f"Over the {len(common)} sets that all have{f' ({left_out} left out)' if left_out else ''}, by log loss and"
            f" RMSE; the MLP with the better of its two lengths. Friedman's test: p = {statistic.friedman(by_name):.2g};"
            f" mean ranks that differ by less than {statistic.critical_difference(len(by_name), len(common)):.2f}"
            " (Nemenyi's critical difference, 5 %) may differ by chance.")
    named = {contestant.name: contestant.title for contestant in results.competing}
    rows = [[named[name], f"{statistics.mean(values):.2f}", str(sum(value < 2 for value in values))]
            for name, values in sorted(by_name.items(), key=lambda item: statistics.mean(item[1]))]
    return Table("Mean ranks", text, ["", "mean rank", "first on"], rows)


def wins(results):
    peers = [contestant for contestant in results.competing if not contestant.ours]
    rows = []
    for contestant in results.competing:
        if contestant.ours:
            counts = [results.wins(contestant.name, peer.name) for peer in peers]
            rows.append([contestant.name, *(f"{len(won)} of {len(common)}" for won, common in counts)])
    return Table("Better than",
                 "Number of sets on which ours has the lower loss; the MLP with the better of its two lengths.",
                 ["", *(peer.title for peer in peers)], rows)


def worse(results):
    rows = []
    for data in results.shared("default", "mlp"):
        share = results.excess("default", "mlp", data)
        if share > bars.WORSE:
            low, high = results.interval("default", "mlp", data)
            rows.append([data.name, f"{share:+.1%}", f"{low:+.4g} … {high:+.4g}", "no" if low > 0 else "yes"])
    return Table("Where default is more than 2 % worse than the MLP",
                 "The difference of their losses, with the paired bootstrap interval (95 %) over the test rows.",
                 ["data", "worse by", "interval", "may be chance"], rows)


def seconds(results):
    return cost(results, "Seconds of training", "Of runs that had the machine for themselves: ours the whole process of"
                " `train` on all cores, the peers' preparing and fitting on one.",
                lambda record: (record["fit_seconds"] or record["seconds"]) if record["alone"] else None,
                statistics.mean, lambda value: f"{value:.1f}")


def memory(results):
    return cost(results, "Peak MB of training", "Greatest resident size of the process.",
                lambda record: record["megabytes"], max, lambda value: f"{value:.0f}")


def cost(results, title, text, value_of, combine, shown_as):
    rows = []
    for data in results.data_sets:
        cells = []
        for contestant in results.contestants:
            records = results.records[contestant.name][data.name]
            values = [value for record in records if (value := value_of(record)) is not None]
            cells.append(shown_as(combine(values)) if values else "–")
        if set(cells) != {"–"}:
            rows.append([data.name, *cells])
    return Table(title, text, ["data", *titles(results)], rows)


def reached(results, split):
    rows = [[bar.what, bar.wanted, bar.measured, bar.verdict] for bar in bars.check(results, split)]
    ours = any(contestant.ours for contestant in results.contestants)
    return Table("What must be reached", "Open: runs are missing, or for times they were not alone.",
                 ["", "wanted", "measured", ""], rows if ours else [])


def shown(value):
    return "–" if value is None else f"{value:.0f}" if value >= 1e4 else f"{value:.4g}"
