"""Trains and evaluates ./lamina with its defaults on real data sets and prints a table beside scikit-learn's results.

    run.py --floors                 the eleven sets that have a floor
    run.py --floors iris adult      only these
    run.py --floors --all           every set

Ends with 1 when a run fails or its result misses the floor. Needs no packages.
"""

import argparse
import json
import pathlib
import statistics
import sys
import tempfile

import processes
import sets

LAMINA = sets.ROOT / "lamina"

# Least accuracy, or for regression the greatest root mean squared error, on the test rows.
FLOORS = {
    "digits8x8": 0.965,
    "penguins": 0.97,
    "breast_cancer_wdbc": 0.95,
    "adult": 0.865,
    "letter": 0.975,
    "covertype_20k": 0.88,
    "california_housing": 47000,
    "diamonds": 550,
    "concrete": 5.4,
    "bike_sharing_hour": 37,
    "mnist": 0.96,
}


def met(name, value):
    floor = FLOORS.get(name)
    return floor is None or (value >= floor if floor < 1 else value <= floor)


def missed(results):
    """What of a comparison is below its floor, in words: all of ours but `fast`, which may be less accurate."""
    lines = []
    for contestant in results.competing:
        for data in results.data_sets:
            value = results.mean(contestant.name, data, "accuracy" if data.classifies else "RMSE")
            if contestant.ours and contestant.name != "fast" and value is not None and not met(data.name, value):
                lines.append(f"{contestant.name} on {data.name}: {value:.5g}, the floor is {FLOORS[data.name]}")
    return lines


def measure(data, seed):
    """Trains and evaluates on one set; answers evaluate's report and the finished training."""
    with tempfile.TemporaryDirectory(prefix="lamina-accuracy-") as scratch:
        folder = pathlib.Path(scratch)
        train, test = sets.divide(data, "test", folder)
        target = [] if data.name == "mnist" else ["--target", data.target]
        model = folder / "model"
        training = processes.run([LAMINA, "train", train, *target, "--seed", seed, "--report", "none",
                                   "--model", model])
        return json.loads(processes.run([LAMINA, "evaluate", model, test, "--json"]).output), training


def baseline(baselines, name, kind, metric):
    """The mean over the seeds, or None."""
    values = [v[metric] for k, v in baselines.items() if k.startswith(f"open/{name}|{kind}|") and metric in v]
    return statistics.mean(values) if values else None


def shown(value, metric):
    if value is None:
        return "–"
    return f"{value:.4f}" if metric == "accuracy" else f"{value:.5g}"


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="run.py --floors", description=__doc__.strip(), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--all", action="store_true", help="every set")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    data_sets = sets.read_all()
    names = list(data_sets) if options.all else options.sets or list(FLOORS)
    unknown = [name for name in names if name not in data_sets]
    if unknown:
        parser.error(f"no data set {', '.join(unknown)}; there are {', '.join(data_sets)}")
    baselines = json.loads((sets.DATA / "baselines.json").read_text())

    processes.run([LAMINA, "--version"])  # builds lamina where needed: no training's time and memory hold a build
    print("| set | metric | floor | Lamina | scikit-learn MLP | boosted trees | seconds | peak MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    bad = []
    for name in names:
        metric = "accuracy" if data_sets[name].classifies else "rmse"
        others = " | ".join(shown(baseline(baselines, name, kind, metric), metric) for kind in ("mlp", "hgb"))
        start = f"| {name} | {metric} | {shown(FLOORS.get(name), metric)}"
        try:
            report, training = measure(data_sets[name], options.seed)
        except (RuntimeError, ValueError) as failure:
            bad.append(name)
            print(f"{start} | failed | {others} | – | – |", flush=True)
            print(f"{name}: {failure}", file=sys.stderr, flush=True)
            continue
        value = report[metric]
        if not met(name, value):
            bad.append(name)
        result = shown(value, metric) + ("" if met(name, value) else " (missed)")
        print(f"{start} | {result} | {others} | {training.seconds:.1f} | {training.megabytes:.0f} |", flush=True)
    if bad:
        sys.exit(f"failed or below the floor: {', '.join(bad)}")
