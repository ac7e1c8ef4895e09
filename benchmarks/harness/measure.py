"""Asks several processes for the same work in turn, round after round, so that noise of the machine hits all alike."""

import contextlib
import dataclasses
import statistics
import time

from .worker import NotMeasured, Worker

REFERENCE = "lamina"
FEWEST_ROUNDS = 5
SETTLE_SECONDS = 0.5
JVM_SECONDS = 1.5
"""The shortest warm-up of a JVM's first work: before, it may have come to rest in code that is not the fastest yet."""


@dataclasses.dataclass(frozen=True)
class Settings:
    rounds: int
    seconds: float
    """How long a runner is timed in one round."""
    warm_seconds: float
    """The longest that a runner is warmed up, a third of it is the shortest; a JVM's first work takes up to three times
    as long, because nothing is compiled yet."""
    patience_seconds: float
    """After so long there are no more rounds, if there have been five."""


class Team:
    """The processes that take part, each runner with one thread and with all of them."""

    def __init__(self, runners, threads, results):
        self.workers = [Worker(runner, count) for runner in runners for count in threads]
        self.results = results

    def measure(self, settings, label, request, each=False, tolerance=1e-3, threads=None):
        """Times one piece of work on all, or on those with so many threads, and keeps what came out under the label."""
        ready = [entry for entry in (self.prepare(worker, settings, label, request, each) for worker in self.workers
                                     if threads in (None, worker.threads)) if entry]
        start = time.monotonic()
        for done in range(settings.rounds):
            if done >= FEWEST_ROUNDS and time.monotonic() - start > settings.patience_seconds:
                break
            for entry in list(ready):
                self.settle(entry.worker)
                try:
                    entry.times.append(entry.worker.ask("measure", seconds=settings.seconds, each=word(each)))
                except NotMeasured as reason:
                    self.results.not_measured(entry.worker, label, str(reason))
                    ready.remove(entry)
        reference = next((entry.check for entry in ready if entry.worker.runner.name == REFERENCE), None)
        for entry in ready:
            self.results.add(label, entry.summary(reference, tolerance))

    def settle(self, worker):
        """Waits until the others are idle: threads of OpenMP and ONNX Runtime spin for a tenth of a second when their
        work is done, on cores that the next one needs."""
        start = time.monotonic()
        while time.monotonic() - start < SETTLE_SECONDS and any(
                other.busy() for other in self.workers if other is not worker):
            time.sleep(0.002)

    def prepare(self, worker, settings, label, request, each):
        try:
            worker.ask("prepare", **request, threads=worker.threads)
            check = worker.ask("check")["check"]
            warm_up(worker, settings, each)
            return Entry(worker, check)
        except NotMeasured as reason:
            self.results.not_measured(worker, label, str(reason))
            return None

    def close(self):
        """Ends all processes; gives the most memory that each one had, in MB."""
        return [(worker.runner.name, worker.threads, worker.close()) for worker in self.workers]


@contextlib.contextmanager
def team(runners, threads, results, memory_label=None):
    members = Team(runners, threads, results)
    try:
        yield members
    finally:
        for name, count, megabytes in members.close():
            if memory_label:
                results.memory.append({**memory_label, "runner": name, "threads": count, "megabytes": megabytes})


@dataclasses.dataclass
class Entry:
    """What one process answered about one piece of work."""

    worker: Worker
    check: float
    times: list = dataclasses.field(default_factory=list)

    def summary(self, reference, tolerance):
        def middle(key):
            return statistics.median(time[key] for time in self.times)

        same = reference is not None and abs(self.check - reference) <= tolerance * abs(reference)
        summary = {"runner": self.worker.runner.name, "threads": self.worker.threads,
                   "least": min(time["least"] for time in self.times), "median": middle("median"),
                   "p99": middle("p99"), "rounds": [time["median"] for time in self.times], "check": self.check,
                   "same work": same}
        if "allocated" in self.times[0]:
            summary["allocated"] = min(time["allocated"] for time in self.times)
        return summary


def warm_up(worker, settings, each):
    """Until two samples in a row are no faster than the best: what compiles while it runs takes longer for that."""
    best, no_faster = float("inf"), 0
    compiling = worker.cold and worker.runner.compiles
    worker.cold = False
    longest = settings.warm_seconds * (3 if compiling else 1)
    shortest = max(longest / 3, JVM_SECONDS if compiling else 0)
    start = time.monotonic()
    while (passed := time.monotonic() - start) < longest:
        if no_faster >= 2 and passed >= shortest:
            break
        median = worker.ask("measure", seconds=settings.warm_seconds / 20, each=word(each))["median"]
        no_faster = no_faster + 1 if median > 0.97 * best else 0
        best = min(best, median)


def word(truth):
    return "true" if truth else "false"
