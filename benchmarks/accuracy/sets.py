"""The real data sets of the shared folder, and how their rows are divided.

`test`: the fixed split of DATASETS.md. `development`: a fifth of its training rows, by another fixed hash, stands for
the test rows, which are not looked at; settings are chosen there.
"""

import csv
import dataclasses
import gzip
import json
import os
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("LAMINA_SHARED", ROOT.parent / "shared")) / "data"
SPLITS = ("test", "development")


@dataclasses.dataclass(frozen=True)
class DataSet:
    name: str
    path: pathlib.Path
    target: str
    classifies: bool
    rows: int

    @property
    def loss(self):
        """The metric that decides; lower is better."""
        return "log loss" if self.classifies else "RMSE"


def read_all():
    """Every set by its name, small ones first."""
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is not there; set LAMINA_SHARED to the shared folder")
    sets = {}
    for entry in json.loads((DATA / "datasets.json").read_text()).values():
        name, path = entry["name"], DATA / pathlib.PurePosixPath(entry["file"]).name
        if name == "mnist-train10k":
            sets["mnist"] = DataSet("mnist", DATA / "mnist-train10k-images-idx3-ubyte.gz", "label", True, 10000)
        elif name != "mnist-t10k":
            sets[name] = DataSet(name, path, entry["target"], entry["task"] != "regression", entry["rows"])
    return dict(sorted(sets.items(), key=lambda item: item[1].rows))


def is_test_row(i):
    return (i * 2654435761) % 2**32 / 2**32 < 0.2


def is_development_row(i):
    """Of the rows that are no test rows."""
    return (i * 2246822519) % 2**32 / 2**32 < 0.2


def divide(data, split, folder):
    """Writes a set's training and test rows to the folder and answers their paths."""
    if data.name == "mnist":
        return divide_images(data, split, folder)
    with gzip.open(data.path, "rb") if data.path.suffix == ".gz" else data.path.open("rb") as file:
        header, *rows = file.readlines()
    if len(rows) != data.rows:
        raise ValueError(f"{data.path} has {len(rows)} rows, datasets.json says {data.rows}")
    paths = folder / "train.csv", folder / "test.csv"
    for path, kept in zip(paths, row_numbers(len(rows), split)):
        path.write_bytes(header + b"".join(rows[i] for i in kept))
    return paths


def row_numbers(count, split):
    """Those that train and those that test, of a set that is one file."""
    train, test = [i for i in range(count) if not is_test_row(i)], [i for i in range(count) if is_test_row(i)]
    return (train, test) if split == "test" else development(train)


def development(train):
    return [i for i in train if not is_development_row(i)], [i for i in train if is_development_row(i)]


def divide_images(data, split, folder):
    if split == "test":
        return data.path, DATA / "mnist-t10k-images-idx3-ubyte.gz"
    images, labels = (gzip.decompress(path.read_bytes()) for path in (data.path, labels_of(data.path)))
    paths = folder / "train-images-idx3-ubyte.gz", folder / "test-images-idx3-ubyte.gz"
    for path, kept in zip(paths, development(list(range(data.rows)))):
        pixels = b"".join(images[16 + 784 * i:16 + 784 * (i + 1)] for i in kept)
        path.write_bytes(gzip.compress(struct.pack(">4i", 2051, len(kept), 28, 28) + pixels, 1))
        digits = bytes(labels[8 + i] for i in kept)
        labels_of(path).write_bytes(gzip.compress(struct.pack(">2i", 2049, len(kept)) + digits))
    return paths


def labels_of(images):
    return images.with_name(images.name.replace("images-idx3", "labels-idx1"))


def targets(data, path):
    """The target of every row of a file that `divide` answered, as text."""
    if data.name == "mnist":
        return [str(digit) for digit in gzip.decompress(labels_of(path).read_bytes())[8:]]
    with open(path, newline="", encoding="utf-8") as file:
        return [row[data.target] for row in csv.DictReader(file)]
