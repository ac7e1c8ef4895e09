"""Whole processes from start to end, as a shell sees them: seconds and peak memory."""

import statistics
import subprocess
import time

from .runners import PEERS, ROOT, RUN
from .worker import wait

EPOCHS = 20
SAMPLE = ROOT / "samples" / "penguins.csv"
LAMINA = ROOT / "lamina"
PATIENCE_SECONDS = 900
DATA = {"adult": ("adult.csv.gz", ["--target", "income"]), "mnist10k": ("mnist-train10k-images-idx3-ubyte.gz", [])}


def whole_training(python, shared, tasks, rounds, results):
    """`lamina train` beside scripts that do the same with the peers, on each of the data sets named."""
    data = shared / "data"
    for name in tasks:
        file, target = DATA[name]
        if not (data / file).exists():
            results.missing[f"train {name}"] = f"{data / file} is not there; pass --shared"
            continue
        ours = [LAMINA, "train", data / file, *target, "--model", RUN / f"{name}.safetensors", "--report", "none",
                "--layers", "256,256", "--batch-size", "512", "--optimizer", "adam", "--learning-rate", "0.001", "--dropout", "0",
                "--weight-decay", "0", "--epochs", EPOCHS, "--patience", "100000"]
        script = [python, PEERS / "whole_training.py"]
        commands = {"lamina": ours, **{peer: [*script, peer, name, data / file, EPOCHS]
                                       for peer in ("scikit-learn", "pytorch")}}
        in_turn(f"train {name}", commands, rounds, results)


def first_prediction(python, rounds, results):
    """A model file to the prediction of one row, everything included."""
    model, row = RUN / "penguins.safetensors", RUN / "row.csv"
    run([LAMINA, "train", SAMPLE, "--target", "species", "--layers", "256,256", "--epochs", "1", "--report", "none",
         "--model", model])
    row.write_text("".join(SAMPLE.read_text().splitlines(keepends=True)[:2]))
    commands = {"lamina": [LAMINA, "predict", model, row]}
    for peer in ("onnxruntime", "pytorch"):
        commands[peer] = [python, PEERS / "first_prediction.py", peer, RUN / f"first.{peer}"]
        try:
            run([*commands[peer], "--write"])
        except RuntimeError as failure:
            results.missing[f"{peer}: first prediction"] = str(failure)
            del commands[peer]
    in_turn("first prediction", commands, rounds, results)


def in_turn(task, commands, rounds, results):
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in list(commands.items()):
            try:
                runs[name].append(run(command))
            except RuntimeError as failure:
                results.missing[f"{name}: {task}"] = str(failure)
                del commands[name], runs[name]
    for name, measured in runs.items():
        results.processes.append({
            "task": task, "runner": name, "seconds": statistics.median(seconds for seconds, _ in measured),
            "megabytes": max(megabytes for _, megabytes in measured), "rounds": [seconds for seconds, _ in measured]})


def run(command):
    """Seconds and peak MB of a process."""
    start = time.perf_counter()
    with open(RUN / "processes.log", "a") as log:
        process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log, cwd=RUN)
        _, _, usage = wait(process, PATIENCE_SECONDS)
    if process.returncode:
        raise RuntimeError(f"ended with {process.returncode}, see {RUN / 'processes.log'}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024
