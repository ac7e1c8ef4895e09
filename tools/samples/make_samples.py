"""Makes the CSV files of samples/ from the packages they come from.

    python make_samples.py VEGA_DATASETS

VEGA_DATASETS is the unpacked npm package vega-datasets (3.2.1 made the files in the repository); the digits come from
the scikit-learn (1.9.1) installed beside this Python. The output depends on nothing else. Prints the SHA-256 of each
file, as samples/README.md lists them.
"""

import csv
import gzip
import hashlib
import importlib.util
import json
import pathlib
import sys

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"

PENGUINS = {
    "Species": "species",
    "Island": "island",
    "Beak Length (mm)": "beak_length_mm",
    "Beak Depth (mm)": "beak_depth_mm",
    "Flipper Length (mm)": "flipper_length_mm",
    "Body Mass (g)": "body_mass_g",
    "Sex": "sex",
}
CARS = {
    "Name": "name",
    "Miles_per_Gallon": "miles_per_gallon",
    "Cylinders": "cylinders",
    "Displacement": "displacement",
    "Horsepower": "horsepower",
    "Weight_in_lbs": "weight_in_lbs",
    "Acceleration": "acceleration",
    "Year": "year",
    "Origin": "origin",
}


def records(path, columns):
    """The rows of a JSON list of objects; null becomes an empty cell."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        yield ["" if record[key] is None else record[key] for key in columns]


def digits():
    """The rows of scikit-learn's copy: 64 pixels of 0..16, then the digit."""
    package = pathlib.Path(importlib.util.find_spec("sklearn").origin).parent
    with gzip.open(package / "datasets" / "data" / "digits.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def write(name, header, rows):
    path = SAMPLES / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(hashlib.sha256(path.read_bytes()).hexdigest(), name)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    data = pathlib.Path(sys.argv[1]) / "data"
    # One penguin's sex is recorded as ".", which means that it is not known.
    penguins = (["" if cell == "." else cell for cell in row] for row in records(data / "penguins.json", PENGUINS))
    write("penguins.csv", PENGUINS.values(), penguins)
    write("cars.csv", CARS.values(), records(data / "cars.json", CARS))
    write("digits.csv", [f"p{i}" for i in range(64)] + ["digit"], digits())


if __name__ == "__main__":
    main()
