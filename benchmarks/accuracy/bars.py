"""What the presets must reach, each with what was measured."""

import dataclasses
import statistics

NAMED = {"adult": 0.278, "covertype_20k": 0.29, "letter": 0.060, "higgs_7k": 0.545, "california_housing": 44_500,
         "diamonds": 528, "bike_sharing_hour": 36, "concrete": 4.6, "energy_heating": 0.40, "wine_quality_white": 0.62}
SECONDS = {("adult", "fast"): 8, ("adult", "default"): 120, ("adult", "best"): 900, ("penguins", "default"): 5}
MEGABYTES = 1000
SETS = 23
WINS = {("default", "mlp"): 21, ("default", "lightgbm"): 16, ("default", "hgb"): 16,
        ("best", "lightgbm"): 19, ("best", "hgb"): 19}
# A set on which `default` is worse than the network by more than this counts against it if chance is ruled out.
WORSE = 0.02


@dataclasses.dataclass(frozen=True)
class Bar:
    what: str
    wanted: str
    measured: str
    verdict: str


def check(comparison, split):
    """All bars; of the development split those that hold for other rows too."""
    bars = [wins(comparison, *pair, count) for pair, count in WINS.items()]
    bars += [not_worse(comparison), first(comparison)]
    if split == "test":
        bars += [named(comparison, name, limit) for name, limit in NAMED.items()]
        bars += [seconds(comparison, *key, limit) for key, limit in SECONDS.items()]
    return [*bars, memory(comparison)]


def wins(comparison, ours, theirs, count):
    won, common = comparison.wins(ours, theirs)
    missing = count - len(won)
    verdict = "reached" if missing <= 0 else f"missed by {missing}" if len(common) == SETS else "open"
    return Bar(f"{ours} better than {theirs}", f"{count} of {SETS} sets", f"{len(won)} of {len(common)}", verdict)


def not_worse(comparison):
    what = f"default worse than mlp by more than {WORSE:.0%}, not by chance"
    common = comparison.shared("default", "mlp")
    worse = sum(comparison.excess("default", "mlp", data) > WORSE and comparison.interval("default", "mlp", data)[0] > 0
                for data in common)
    verdict = f"missed by {worse}" if worse else "reached" if len(common) == SETS else "open"
    return Bar(what, "no set", f"{worse} of {len(common)}", verdict)


def first(comparison):
    ranks, common = comparison.ranks()
    means = {name: statistics.mean(values) for name, values in ranks.items() if values}
    if "best" not in means or len(means) < 2:
        return Bar("best first in mean rank", "1st", "–", "open")
    lead = means["best"] - min(value for name, value in means.items() if name != "best")
    verdict = f"missed by {lead:.2f}" if lead > 0 else "reached" if len(common) == SETS else "open"
    return Bar("best first in mean rank", "1st", f"{means['best']:.2f} on {len(common)}", verdict)


def named(comparison, name, limit):
    data = next((data for data in comparison.data_sets if data.name == name), None)
    value = comparison.loss("best", data) if data else None
    return Bar(f"loss of best on {name}", f"≤ {limit:,g}", *at_most(value, limit))


def seconds(comparison, name, ours, limit):
    """The mean of the whole process of `train`, of runs that were alone."""
    values = [record["seconds"] for record in comparison.records.get(ours, {}).get(name, []) if record["alone"]]
    mean = statistics.mean(values) if values else None
    return Bar(f"seconds of {ours} on {name}", f"≤ {limit}", *at_most(mean, limit))


def memory(comparison):
    values = [record["megabytes"] for contestant in comparison.contestants if contestant.ours
              for records in comparison.records[contestant.name].values() for record in records]
    return Bar("most MB of any training of ours", f"< {MEGABYTES}", *at_most(max(values, default=None), MEGABYTES))


def at_most(value, limit):
    if value is None:
        return "–", "open"
    return f"{value:,.5g}", "reached" if value <= limit else f"missed by {value - limit:,.3g} ({value / limit - 1:.1%})"
