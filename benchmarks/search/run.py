#!/usr/bin/env python3
"""Compares the search of `lamina tune` with Optuna's TPE: the same space, folds, networks and number of trainings.

Optuna evaluates each of its trials on all folds, and begins with the same starts. What is compared is the mean cost on
all folds of what each of them takes for the best. Needs ./lamina built, installs requirements.txt into target/.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = HERE / "target"
SETS = {
    "auto_mpg": "mpg",
    "breast_cancer_wdbc": "diagnosis",
    "diabetes_progression": "progression",
    "energy_heating": "heating_load",
    "titanic": "survived",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=sorted(SETS), choices=sorted(SETS))
    parser.add_argument("--seeds", type=int, default=3, help="how many")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--trials", type=int, default=40, help="of Lamina; Optuna has as many trainings")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--recipes", default="realmlp,plain")
    return parser.parse_args()


def environment():
    """Goes on in an environment of its own that has Optuna."""
    python = TARGET / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(TARGET / "venv", with_pip=True)
    if Path(sys.prefix) != TARGET / "venv":
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        os.execv(python, [str(python), __file__, *sys.argv[1:]])


def java_command():
    jdk = subprocess.run(
        ["sh", "-c", f'. "{ROOT}/tools/find-jdk.sh"; echo "$jdk"'], check=True, capture_output=True, text=True
    ).stdout.strip()
    jars = ROOT / "lamina-cli" / "target" / "dist" / "lib" / "*"
    classes = TARGET / "classes"
    subprocess.run(
        [f"{jdk}/bin/javac", "-nowarn", "-cp", str(jars), "-d", classes, HERE / "FoldCosts.java"], check=True
    )
    return [f"{jdk}/bin/java", "--add-modules", "jdk.incubator.vector", "-cp", f"{jars}:{classes}", "dev.lamina.FoldCosts"]


class Costs:
    """A process of FoldCosts."""

    def __init__(self, command, *options):
        self.process = subprocess.Popen(
            [*command, *map(str, options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def suggestion(trial, name, dimension):
    match dimension["kind"]:
        case "real":
            return trial.suggest_float(name, dimension["low"], dimension["high"], log=dimension["log"])
        case "whole":
            return trial.suggest_int(name, dimension["low"], dimension["high"], step=dimension["step"])
        case _:
            return trial.suggest_categorical(name, dimension["values"])


def written(value):
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def optuna_search(costs, space, trials, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    branches = {branch["recipe"]: branch for branch in space}

    def objective(trial):
        recipe = trial.suggest_categorical("recipe", list(branches))
        settings = [
            f"{name}={written(suggestion(trial, f'{recipe} {name}', dimension))}"
            for name, dimension in branches[recipe]["dimensions"].items()
        ]
        cost = costs.ask(" ".join(["cost", recipe, *settings]))
        return math.inf if cost is None else cost

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    for recipe, branch in branches.items():
        start = {"recipe": recipe}
        for name, dimension in branch["dimensions"].items():
            text = branch["start"][name]
            kind = dimension["kind"]
            start[f"{recipe} {name}"] = float(text) if kind == "real" else int(text) if kind == "whole" else text
        study.enqueue_trial(start)
    study.optimize(objective, n_trials=trials)
    return study.best_value


def main():
    options = arguments()
    environment()
    command = java_command()
    data = Path(os.environ.get("LAMINA_SHARED", ROOT.parent / "shared")) / "data"
    print(f"{'set':22} seed  trainings     default      optuna      lamina  lamina/optuna", flush=True)
    ratios = []
    for name in options.sets:
        costs = Costs(
            command, data / f"{name}.csv", SETS[name], options.folds, options.epochs, options.recipes
        )
        space = costs.ask("space")
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            ours = costs.ask(f"search {options.trials} {seed}")
            other = optuna_search(costs, space, ours["trainings"] // options.folds, seed)
            ratios.append(ours["cost"] / other)
            print(
                f"{name:22} {seed:4}  {ours['trainings']:9}  {ours['default']:10.5g}  {other:10.5g}"
                f"  {ours['cost']:10.5g}  {ratios[-1]:.4f}",
                flush=True,
            )
        costs.close()
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    better = sum(ratio < 1 for ratio in ratios)
    worse = sum(ratio > 1 for ratio in ratios)
    print(f"geometric mean of lamina/optuna {mean:.4f}; lamina better in {better}, worse in {worse} of {len(ratios)} runs")


if __name__ == "__main__":
    main()
