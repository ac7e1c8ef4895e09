"""The pieces of work of a whole run."""

from .configurations import CONFIGURATIONS, PREDICTED_ROWS, PRODUCTS, ROW_BY_ROW
from .measure import team

SCALAR_MOST = 512**3  # rows × columns × depth; more takes the scalar kernels too long
WORTH_THREADS = 10**5  # operations of a step below which nobody gains by a second thread


def limits(runners, threads, settings, results):
    """The machine's own peaks: float32 multiply-adds in registers, and memory."""
    with team(only(runners, "lamina"), threads, results) as members:
        for task in ("fma", "triad"):
            members.measure(settings, {"task": task}, {"task": task})
    for entry in results.measurements:
        results.limits.setdefault(entry["task"], {})[str(entry["threads"])] = entry["check"] / entry["least"] / 1e3


def products(runners, threads, settings, results, shapes=PRODUCTS):
    chosen = only(runners, "lamina", "pytorch")
    with team(chosen, threads, results) as members, \
            team(only(runners, "lamina scalar"), [1], results) as scalar:
        vector = list(members.workers)
        for rows, columns, depth in shapes:
            members.workers = vector + scalar.workers * (rows * columns * depth <= SCALAR_MOST)
            for kind in ("NN", "TN", "NT"):
                label = {"task": "product", "shape": f"{rows} × {columns} × {depth}", "kind": kind}
                request = {"task": "product", "kind": kind, "rows": rows, "columns": columns, "depth": depth}
                members.measure(settings, label, request, tolerance=0.1)
        members.workers = vector


def networks(runners, threads, settings, results, configurations=CONFIGURATIONS, fresh=True):
    """Training steps and predictions, in fresh processes for each configuration or in the same for all."""
    chosen = [runner for runner in runners if runner.name not in ("lamina scalar", "weka", "encog")]
    for group in [[configuration] for configuration in configurations] if fresh else [configurations]:
        label = {"configuration": group[0].name if fresh else "all of them"}
        counts = threads if any(worth_threads(configuration) for configuration in group) else [1]
        with team(chosen, counts, results, memory_label=label) as members:
            for configuration in group:
                network(members, settings, configuration)


def network(members, settings, configuration):
    configuration.write()
    label = {"configuration": configuration.name}
    request = configuration.request()
    threads = None if worth_threads(configuration) else 1
    for optimizer in ("sgd", "adam"):
        work = {"task": "train", "optimizer": optimizer}
        members.measure(settings, {**label, **work}, {**request, **work, "rate": configuration.rate(optimizer)},
                        threads=threads)
    for rows in (1, PREDICTED_ROWS):
        work = {"task": "predict", "rows": rows}
        members.measure(settings, {**label, **work}, {**request, **work}, each=rows == 1, threads=threads)


def worth_threads(configuration):
    return configuration.step_operations() > WORTH_THREADS


def row_by_row(runners, settings, results):
    ROW_BY_ROW.write()
    work = {"task": "rows", "epochs": 5, "rate": 0.01}
    with team(only(runners, "lamina", "weka", "encog"), [1], results) as members:
        members.measure(settings, {"task": "rows", "configuration": ROW_BY_ROW.name},
                        {**ROW_BY_ROW.request(), **work}, tolerance=0.05)


def only(runners, *names):
    return [runner for runner in runners if runner.name in names]
