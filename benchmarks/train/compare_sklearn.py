"""Times whole training processes on adult: `lamina train` and scikit-learn's MLPClassifier, in turn.

Both read the same gzipped CSV, hold out a fifth of the rows to validate after every epoch, and train the same network
with the same batch size, optimizer family and number of epochs. Needs scikit-learn and pandas.

    python benchmarks/train/compare_sklearn.py [--rounds 5] [--epochs 20]
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("LAMINA_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data" / "adult.csv.gz"
LAYERS, BATCH = (256, 256), 512


def train_sklearn(epochs):
    import warnings

    import pandas
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    warnings.filterwarnings("ignore")
    table = pandas.read_csv(DATA, keep_default_na=False, na_values=[""])
    inputs, target = table.drop(columns="income"), table["income"]
    numbers = make_column_selector(dtype_include="number")
    words = make_column_selector(dtype_exclude="number")
    network = MLPClassifier(LAYERS, batch_size=BATCH, max_iter=epochs, early_stopping=True, validation_fraction=0.2,
                            n_iter_no_change=10**9, random_state=1)
    make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
            (OneHotEncoder(handle_unknown="ignore", sparse_output=False), words)),
        network).fit(inputs, target)
    print(f"epochs {network.n_iter_}, best validation accuracy {network.best_validation_score_:.4f}")


def run(command):
    """Seconds, peak MB and last line of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--sklearn", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.sklearn:
        train_sklearn(options.epochs)
        return
    with tempfile.TemporaryDirectory() as scratch:
        commands = {
            "lamina": [ROOT / "lamina", "train", DATA, "--target", "income", "--model", f"{scratch}/m.safetensors",
                       "--layers", ",".join(map(str, LAYERS)), "--batch-size", str(BATCH), "--optimizer", "adam",
                       "--dropout", "0", "--epochs", str(options.epochs), "--patience", "100000"],
            "scikit-learn": [sys.executable, __file__, "--sklearn", "--epochs", str(options.epochs)],
        }
        subprocess.run([ROOT / "lamina", "--version"], check=True, stdout=subprocess.DEVNULL)  # builds if need be
        results = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                results[name].append(run([str(word) for word in command]))
    for name, runs in results.items():
        seconds = statistics.median(run[0] for run in runs)
        print(f"{name:13} {seconds:6.2f} s   peak {max(run[1] for run in runs):5.0f} MB")
    ratios = [theirs[0] / ours[0] for ours, theirs in zip(results["lamina"], results["scikit-learn"])]
    print(f"scikit-learn ÷ lamina: {statistics.median(ratios):.2f} (median of {options.rounds} rounds)")


if __name__ == "__main__":
    main()
