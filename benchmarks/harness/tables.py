"""The results as tables: a title, what it says, column heads and rows of text."""

import dataclasses
import re

from .configurations import CONFIGURATIONS

STEP_PEERS = ("pytorch", "pytorch compiled", "jax", "tensorflow", "scikit-learn", "djl", "dl4j")
PREDICTION_PEERS = ("onnxruntime", *STEP_PEERS)
BY_NAME = {configuration.name: configuration for configuration in CONFIGURATIONS}


@dataclasses.dataclass(frozen=True)
class Table:
    title: str
    text: str
    head: list
    rows: list


def tables(results):
    made = (limits(results), steps(results), one_row(results), many_rows(results), products(results),
            row_by_row(results), processes(results), memory(results))
    return [table for table in made if table.rows]


def limits(results):
    units = {"fma": ("float32 multiply-add peak", "GFLOP/s"), "triad": ("memory, a ← b + s·c", "GB/s")}
    rows = [[units[task][0], *(f"{value:.0f} {units[task][1]} ({threads})" for threads, value in by_threads.items())]
            for task, by_threads in results.limits.items()]
    return Table("Limits of the machine", "Measured in the same run; threads in parentheses.",
                 ["", *[""] * len(next(iter(results.limits.values()), []))], rows)


def steps(results):
    rows = []
    for label in results.labels("train"):
        ours = results.best(label, "lamina")
        if ours:
            share = fraction(floor(results, label), ours["median"])
            rows.append([label["configuration"], label["optimizer"], micros(ours["median"]), share,
                         *ratios(results, label, STEP_PEERS)])
    return Table("Training step",
                 "µs on Lamina and the share of that time which the machine's limits ask for; then each peer's time ÷"
                 " ours, above 1 where Lamina is faster. Each with its better number of threads.",
                 ["network @ batch", "optimizer", "Lamina µs", "limit", *STEP_PEERS], rows)


def one_row(results):
    rows = []
    for label in results.labels("predict"):
        ours, slow = results.best(label, "lamina"), results.best(label, "lamina", "p99")
        if label["rows"] == 1 and ours:
            rows.append([label["configuration"], micros(ours["median"]), micros(slow["p99"]),
                         f"{ours['allocated']:.0f}", *ratios(results, label, PREDICTION_PEERS, p99=True)])
    return Table("Prediction of one row",
                 "µs, p50 and p99 of single calls, and bytes that one allocates; then each peer's p50 ÷ ours / p99 ÷"
                 " ours.",
                 ["network", "p50 µs", "p99 µs", "bytes", *PREDICTION_PEERS], rows)


def many_rows(results):
    rows = []
    for label in results.labels("predict"):
        ours = results.best(label, "lamina")
        if label["rows"] > 1 and ours:
            share = fraction(floor(results, label), ours["median"])
            rows.append([label["configuration"], micros(ours["median"]), share,
                         *ratios(results, label, PREDICTION_PEERS)])
    return Table("Prediction of 1024 rows", "As for the training step.",
                 ["network", "Lamina µs", "limit", *PREDICTION_PEERS], rows)


def products(results):
    rows = []
    counts = sorted(int(threads) for threads in results.limits.get("fma", {}))
    for label in results.labels("product"):
        sizes = [int(size) for size in re.findall(r"\d+", label["shape"])]
        operations = 2 * sizes[0] * sizes[1] * sizes[2]
        row = [label["shape"], label["kind"]]
        for threads in counts:
            ours = results.best(label, "lamina", threads=threads)
            if not ours:
                break
            speed = operations / ours["median"] / 1e3
            row += [f"{speed:.0f}", f"{speed / results.limits['fma'][str(threads)]:.0%}",
                    ratio(results.ratio(label, "pytorch", threads=threads))]
        ours, scalar = results.best(label, "lamina", threads=1), results.best(label, "lamina scalar")
        row.append(f"{ours['median'] / scalar['median']:.0%}" if ours and scalar else "–")
        rows.append(row)
    head = ["rows × columns × depth", "kind"]
    for threads in counts:
        head += [f"GFLOP/s ({threads})", "of the peak", "pytorch ÷ ours"]
    return Table("Products", "C = A·B (NN), Aᵀ·B (TN), A·Bᵀ (NT); threads in parentheses. Last: the speed of the scalar"
                 " kernels beside the vector kernels', one thread.", [*head, "scalar"], rows)


def row_by_row(results):
    rows = []
    for label in results.labels("rows"):
        ours = results.best(label, "lamina")
        if ours:
            rows.append([label["configuration"], micros(ours["median"]), *ratios(results, label, ("weka", "encog"))])
    return Table("Training row by row",
                 "5 epochs over 2000 rows, one row a step, sigmoids and squared error: the only way of Weka. Weka and"
                 " Encog calculate in float64, and Weka starts from weights of its own.",
                 ["network", "Lamina µs", "weka", "encog"], rows)


def processes(results):
    rows = []
    for entry in results.processes:
        ours = next((p for p in results.processes if p["task"] == entry["task"] and p["runner"] == "lamina"), None)
        rows.append([entry["task"], entry["runner"], f"{entry['seconds']:.2f} s",
                     ratio(entry["seconds"] / ours["seconds"]) if ours else "–", f"{entry['megabytes']:.0f} MB"])
    return Table("Whole processes", "From start to end; time ÷ Lamina's; peak memory.",
                 ["task", "", "time", "÷ ours", "peak"], rows)


def memory(results):
    rows = []
    for name in dict.fromkeys(entry["configuration"] for entry in results.memory):
        row = [name]
        for runner in ("lamina", *PREDICTION_PEERS):
            sizes = [e["megabytes"] for e in results.memory if e["configuration"] == name and e["runner"] == runner]
            row.append(f"{min(sizes):.0f}" if sizes else "–")
        rows.append(row)
    return Table("Peak memory", "MB of the process that did the steps and predictions above.",
                 ["network @ batch", "lamina", *PREDICTION_PEERS], rows)


def floor(results, label):
    """The least µs that the machine's peaks allow: all operations at the multiply-add peak, or, where the numbers do
    not fit the last cache, the least traffic at the memory's bandwidth: the weights forward and backward, and what the
    update writes, with its moments; gradients could stay in the cache."""
    configuration = BY_NAME[label["configuration"]]
    training = label["task"] == "train"
    operations = configuration.step_operations() if training else configuration.operations(label["rows"])
    arrays, touched = {None: (1, 1), "sgd": (1, 3), "adam": (3, 7)}[label.get("optimizer")]
    size = 4 * configuration.parameters
    traffic = touched * size if arrays * size > last_cache(results.machine["last cache"]) else 0
    return max(operations / peak(results, "fma"), traffic / peak(results, "triad")) / 1e3


def peak(results, task):
    return max(results.limits.get(task, {}).values(), default=float("inf"))


def last_cache(text):
    """Bytes of a size such as 32768K; none known means that nothing fits."""
    found = re.fullmatch(r"(\d+)([KMG]?)", text)
    return int(found[1]) * {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}[found[2]] if found else 0


def ratios(results, label, peers, p99=False):
    def cell(peer):
        if any(not found["same work"] for found in results.find(label, peer)):
            return "other work"
        text = ratio(results.ratio(label, peer))
        return text if text == "–" or not p99 else f"{text} / {ratio(results.ratio(label, peer, 'p99'))}"

    return [cell(peer) for peer in peers]


def ratio(value):
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def fraction(least, actual):
    return f"{least / actual:.0%}"


def micros(value):
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"
