"""Whether prediction intervals and sets hold the true value as often as they promise, on rows not seen."""

import csv
import pathlib
import sys
import tempfile

import processes
import sets
from harness.report import aligned

# Not those of which a single class is right more often than is asked for, as letter with 0.98: no set is empty.
SETS = ("california_housing", "bike_sharing_hour", "concrete", "adult", "covertype_20k")
# Points that chance and the finite number of held-out rows may take.
ALLOWED = 0.015

# How `predict` is asked, and the columns that it then writes: the bounds, or for each class whether it is in the set.
OPTION = "--coverage"
LOWER, UPPER, MEMBER = "lower", "upper", "in_"


def check(home, share, data_sets, split):
    """Prints a row for each set; answers 1 where one is off by more than is allowed."""
    chosen = [data for data in data_sets if data.name in SETS]
    rows, off = [["data", "asked", "held", "rows", "mean size"]], []
    for data in chosen:
        with tempfile.TemporaryDirectory(prefix="lamina-accuracy-") as scratch:
            held, size, count = measure(home, share, data, split, pathlib.Path(scratch))
        rows.append([data.name, f"{share:.3f}", f"{held:.3f}", str(count), f"{size:.4g}"])
        if abs(held - share) > ALLOWED:
            off.append(data.name)
    print(aligned(rows))
    if off:
        print(f"off by more than {ALLOWED:.1%}: {', '.join(off)}", file=sys.stderr)
    return 1 if off else 0


def measure(home, share, data, split, folder):
    train, test = sets.divide(data, split, folder)
    model, predictions = folder / "model.safetensors", folder / "predictions.csv"
    processes.run([home / "lamina", "train", train, "--target", data.target, "--seed", 0, "--model", model])
    processes.run([home / "lamina", "predict", model, test, OPTION, share, "-o", predictions])
    with open(predictions, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    truth = sets.targets(data, test)
    if data.classifies:
        named = [{column.removeprefix(MEMBER) for column, cell in row.items()
                  if column.startswith(MEMBER) and cell == "1"} for row in rows]
        held, sizes = [value in known for value, known in zip(truth, named)], [len(known) for known in named]
    else:
        held = [float(row[LOWER]) <= float(value) <= float(row[UPPER]) for value, row in zip(truth, rows)]
        sizes = [float(row[UPPER]) - float(row[LOWER]) for row in rows]
    return sum(held) / len(held), sum(sizes) / len(sizes), len(held)
