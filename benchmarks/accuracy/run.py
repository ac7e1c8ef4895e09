#!/usr/bin/env python3
"""Trains and evaluates ./lamina with its defaults on real data sets and prints a table beside scikit-learn's results.

    run.py                 the eleven sets that have a floor
    run.py iris adult      only these
    run.py --all           every set

Ends with 1 when a run fails or its result misses the floor. The data is read from $LAMINA_SHARED/data, by default from
the folder `shared` beside the repository.
"""

import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAMINA = ROOT / "lamina"
DATA = pathlib.Path(os.environ.get("LAMINA_SHARED", ROOT.parent / "shared")) / "data"

# Least accuracy, or for regression the greatest root mean squared error, on the test rows.
FLOORS = {
    "digits8x8": 0.965,
    "penguins": 0.97,
    "breast_cancer_wdbc": 0.96,
    "adult": 0.850,
    "letter": 0.94,
    "covertype_20k": 0.80,
    "california_housing": 56000,
    "diamonds": 700,
    "concrete": 6.6,
    "bike_sharing_hour": 66,
    "mnist": 0.945,
}


def is_test_row(i):
    return (i * 2654435761) % 2**32 / 2**32 < 0.2


def split(entry, folder):
    """Writes the two halves of a CSV data set and answers their paths."""
    path = DATA / pathlib.PurePosixPath(entry["file"]).name
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        header, *rows = file.readlines()
    if len(rows) != entry["rows"]:
        raise ValueError(f"{path} has {len(rows)} rows, datasets.json says {entry['rows']}")
    train, test = folder / "train.csv", folder / "test.csv"
    train.write_bytes(header + b"".join(row for i, row in enumerate(rows) if not is_test_row(i)))
    test.write_bytes(header + b"".join(row for i, row in enumerate(rows) if is_test_row(i)))
    return train, test


def run(*arguments):
    """Runs lamina; answers its standard output, the seconds it took and its greatest resident size in MB."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([LAMINA, *arguments], stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begin
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            raise RuntimeError(f"lamina {' '.join(map(str, arguments))}\n{errors.read().strip()}")
        megabytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        return output.read(), seconds, megabytes


def measure(name, entry, seed):
    """Trains and evaluates on one set; answers evaluate's report, the seconds and the MB of the training."""
    with tempfile.TemporaryDirectory(prefix="lamina-accuracy-") as scratch:
        folder = pathlib.Path(scratch)
        if name == "mnist":
            train = DATA / "mnist-train10k-images-idx3-ubyte.gz"
            test = DATA / "mnist-t10k-images-idx3-ubyte.gz"
            target = []
        else:
            train, test = split(entry, folder)
            target = ["--target", entry["target"]]
        model = folder / "model"
        _, seconds, megabytes = run("train", train, *target, "--seed", str(seed), "--model", model)
        report, _, _ = run("evaluate", model, test, "--json")
        return json.loads(report), seconds, megabytes


def baseline(baselines, name, kind, metric):
    """The mean over the seeds, or None."""
    values = [v[metric] for k, v in baselines.items() if k.startswith(f"open/{name}|{kind}|") and metric in v]
    return statistics.mean(values) if values else None


def shown(value, metric):
    if value is None:
        return "–"
    return f"{value:.4f}" if metric == "accuracy" else f"{value:.5g}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.strip(), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--all", action="store_true", help="every set")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    entries = {e["name"]: e for e in json.loads((DATA / "datasets.json").read_text()).values()}
    entries["mnist"] = entries.pop("mnist-train10k")
    del entries["mnist-t10k"]
    names = list(entries) if options.all else options.sets or list(FLOORS)
    unknown = [name for name in names if name not in entries]
    if unknown:
        parser.error(f"no data set {', '.join(unknown)}; there are {', '.join(entries)}")
    baselines = json.loads((DATA / "baselines.json").read_text())

    run("--version")  # builds lamina where needed, so that no training's time and memory hold a build
    print("| set | metric | floor | Lamina | scikit-learn MLP | boosted trees | seconds | peak MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    missed = []
    for name in names:
        metric = "rmse" if entries[name]["task"] == "regression" else "accuracy"
        floor = FLOORS.get(name)
        others = " | ".join(shown(baseline(baselines, name, kind, metric), metric) for kind in ("mlp", "hgb"))
        start = f"| {name} | {metric} | {shown(floor, metric)}"
        try:
            report, seconds, megabytes = measure(name, entries[name], options.seed)
        except (RuntimeError, ValueError) as failure:
            missed.append(name)
            print(f"{start} | failed | {others} | – | – |", flush=True)
            print(f"{name}: {failure}", file=sys.stderr, flush=True)
            continue
        value = report[metric]
        met = floor is None or (value >= floor if metric == "accuracy" else value <= floor)
        if not met:
            missed.append(name)
        result = shown(value, metric) + ("" if met else " (missed)")
        print(f"{start} | {result} | {others} | {seconds:.1f} | {megabytes:.0f} |", flush=True)
    if missed:
        sys.exit(f"failed or below the floor: {', '.join(missed)}")


if __name__ == "__main__":
    main()
