"""Lamina as it is now: a copy of what is built, so that a run of hours is not changed by work on the sources."""

import hashlib
import json
import os
import pathlib
import shutil
import zipfile

import processes
from sets import ROOT

DIST = pathlib.Path("lamina-cli", "target", "dist")


def build(folder):
    """Builds Lamina where needed, keeps a copy in the folder, and answers the copy's name: a hash of its classes."""
    processes.run([ROOT / "lamina", "--version"])
    name = digest(ROOT / DIST / "lib")
    copy = folder / name
    if not copy.exists():
        part = folder / f"{name}.{os.getpid()}.part"
        (part / DIST / "lib").mkdir(parents=True)
        (part / "tools").mkdir()
        for file in ("lamina", "tools/find-jdk.sh", DIST / "stamp"):
            shutil.copy2(ROOT / file, part / file)
        for jar in (ROOT / DIST / "lib").glob("*.jar"):
            shutil.copy2(jar, part / DIST / "lib" / jar.name)
        part.rename(copy)
    return name


def digest(lib):
    """The same for the same classes, whenever they were compiled."""
    result = hashlib.sha256()
    for jar in sorted(lib.glob("lamina-*.jar")):
        with zipfile.ZipFile(jar) as file:
            for entry in sorted(file.infolist(), key=lambda entry: entry.filename):
                if entry.filename.endswith(".class"):
                    result.update(f"{entry.filename} {entry.CRC:08x} {entry.file_size}\n".encode())
    return result.hexdigest()[:10]


def train(home, data, train, test, options, seed, folder):
    """Answers the finished training, `evaluate`'s report on the test rows, and the file of predictions."""
    command, model, predictions = home / "lamina", folder / "model.safetensors", folder / "predictions.csv"
    target = [] if data.name == "mnist" else ["--target", data.target]
    training = processes.run([command, "train", train, *target, "--seed", seed, "--model", model, *options])
    report = json.loads(processes.run([command, "evaluate", model, test, "--json"]).output)
    processes.run([command, "predict", model, test, "-o", predictions])
    return training, report, predictions
