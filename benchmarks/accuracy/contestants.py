"""Who competes, and one run of each: trained on the training rows, scored on the test rows."""

import dataclasses
import json
import pathlib
import sys
import tempfile

import lamina
import processes
import scores
import sets
from harness import environment
from harness.worker import thread_limits

HERE = pathlib.Path(__file__).resolve().parent
PRESETS = {"plain": (), **{name: ("--preset", name) for name in ("fast", "default", "best")}}
PEERS = {"mlp": "scikit-learn", "hgb": "scikit-learn", "lightgbm": "lightgbm"}
TITLES = {"mlp": "MLP", "mlp_long": "MLP long", "hgb": "HistGB", "lightgbm": "LightGBM"}

# With more rows HistGradientBoosting stops early, on rows that it draws.
DRAWS_ROWS = 10_000


@dataclasses.dataclass(frozen=True)
class Contestant:
    name: str
    build: str
    options: tuple = ()
    ours: bool = True

    @property
    def title(self):
        return TITLES.get(self.name, self.name)

    def seeds(self, data, seeds):
        """Those that give different results and are asked for; `best` takes long and has one."""
        several = not self.ours and (self.name == "mlp" or self.name == "hgb" and 0.8 * data.rows > DRAWS_ROWS)
        return seeds if several or self.ours and self.name != "best" else seeds[:1]


def peers(names, versions):
    for name in names:
        build = f"{PEERS[name]}-{versions[PEERS[name]]}"
        yield Contestant(name, build, ours=False)
        if name == "mlp":
            yield Contestant("mlp_long", build, ours=False)


def epochs(name, data, seed):
    """`max_iter` of the network as the shared baselines have it, of seed 0 for seeds that they have not; or None."""
    file = {"mlp": "baselines.json", "mlp_long": "baselines_long.json"}[name]
    known = json.loads((sets.DATA / file).read_text())
    found = known.get(f"open/{data.name}|mlp|{seed}") or known.get(f"open/{data.name}|mlp|0")
    return found and found["max_iter"]


def run(contestant, data, seed, split, builds):
    """Answers the record of the run and each test row's loss."""
    with tempfile.TemporaryDirectory(prefix="lamina-accuracy-") as scratch:
        folder = pathlib.Path(scratch)
        train, test = sets.divide(data, split, folder)
        if contestant.ours:
            training, report, predictions = lamina.train(
                builds / contestant.build, data, train, test, contestant.options, seed, folder)
        else:
            predictions = folder / "predictions.csv"
            training, report = peer(contestant, data, seed, train, test, predictions), None
        metrics, losses = scores.score(predictions, sets.targets(data, test), data.classifies)
    if report:
        agree(metrics[data.loss], report["logLoss" if data.classifies else "rmse"], data)
    machine = environment.machine()
    return {
        "set": data.name, "contestant": contestant.name, "seed": seed, "build": contestant.build,
        "options": list(contestant.options), "metrics": metrics, "test_rows": len(losses), "seconds": training.seconds,
        "fit_seconds": None if contestant.ours else float(training.output.split()[-1]),
        "megabytes": training.megabytes, "others": training.others, "alone": training.alone, "machine": machine,
    }, losses


def peer(contestant, data, seed, train, test, predictions):
    """On one thread, as in the shared baselines."""
    task = "classification" if data.classifies else "regression"
    limit = epochs(contestant.name, data, seed) if contestant.name in ("mlp", "mlp_long") else 0
    return processes.run([sys.executable, HERE / "peers.py", contestant.name, train, test, data.target, task, seed,
                          limit, predictions], thread_limits(1))


def agree(ours, evaluated, data):
    """What `predict` writes must score as `evaluate` says, or the table would be about something else."""
    if abs(ours - evaluated) > 1e-3 * abs(evaluated) + 1e-6:
        raise RuntimeError(f"{data.name}: the predictions have a {data.loss} of {ours:.6g}, evaluate says"
                           f" {evaluated:.6g}")
