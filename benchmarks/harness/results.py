"""What a run found out, as it goes into the JSON file, and the questions that the tables ask of it."""

import json


class Results:
    def __init__(self, machine, versions, settings):
        self.machine, self.versions, self.settings = machine, versions, settings
        self.limits = {}
        self.measurements = []
        self.memory = []
        self.processes = []
        self.missing = {}

    def add(self, label, summary):
        self.measurements.append({**label, **summary})

    def not_measured(self, worker, label, reason):
        """Keeps why, unless it is a task that the runner is not there for."""
        if reason != "no such task":
            where = " ".join(str(value) for value in label.values())
            self.missing.setdefault(f"{worker.runner.name}: {where}", reason)

    def write(self, file):
        file.write_text(json.dumps(vars(self), indent=1) + "\n")

    def labels(self, task):
        """The different pieces of work of a task, in the order in which they were measured."""
        keys = ("task", "configuration", "optimizer", "rows", "shape", "kind")
        seen = dict.fromkeys(tuple((key, m[key]) for key in keys if key in m)
                             for m in self.measurements if m["task"] == task)
        return [dict(label) for label in seen]

    def find(self, label, runner, threads=None):
        return [m for m in self.measurements if m["runner"] == runner and label.items() <= m.items()
                and threads in (None, m["threads"])]

    def best(self, label, runner, key="median", threads=None):
        """The better of its thread counts, or None."""
        return min(self.find(label, runner, threads), key=lambda m: m[key], default=None)

    def ratio(self, label, peer, key="median", threads=None):
        """How many times as long the peer takes as Lamina; None where that is not known."""
        ours, theirs = (self.best(label, runner, key, threads) for runner in ("lamina", peer))
        return theirs[key] / ours[key] if ours and theirs and theirs["same work"] else None
