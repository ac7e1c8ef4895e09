"""Finished runs on disk: one JSON file each, written last, and each test row's loss beside it.

SPLIT/SET/CONTESTANT.SEED.BUILD.json, where BUILD is the version of a peer or a hash of Lamina's classes.
"""

import json
import os

import numpy


class Store:
    def __init__(self, folder, split):
        self.folder = folder / split

    def path(self, data, contestant, seed, build):
        return self.folder / data.name / f"{contestant}.{seed}.{build}.json"

    def find(self, data, contestant, seed, build, options=None):
        """The record, or None; also where it was made with other options."""
        path = self.path(data, contestant, seed, build)
        if not path.exists():
            return None
        record = json.loads(path.read_text())
        return record if options is None or record["options"] == options else None

    def losses(self, record):
        return numpy.load(self.folder / record["set"] / record["losses"])["losses"].astype(float)

    def write(self, data, record, losses):
        path = self.path(data, record["contestant"], record["seed"], record["build"])
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = path.with_suffix(".npz")
        with open(part(rows), "wb") as file:
            numpy.savez_compressed(file, losses=losses.astype(numpy.float32))
        os.replace(part(rows), rows)
        part(path).write_text(json.dumps({**record, "losses": rows.name}, indent=1) + "\n")
        os.replace(part(path), path)


def part(path):
    return path.with_name(path.name + f".{os.getpid()}.part")
