"""Runs a program to its end and tells what it cost, and whether it had the machine for itself."""

import contextlib
import dataclasses
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

# Cores that others may have used on average where a run counts as alone.
QUIET = 0.1

running, lock = set(), threading.Lock()


@dataclasses.dataclass(frozen=True)
class Finished:
    output: str
    seconds: float
    megabytes: float
    """Its greatest resident size."""
    others: float
    """Cores that everybody else used meanwhile; none where the system does not tell."""

    @property
    def alone(self):
        return self.others is not None and self.others < QUIET


def run(command, environment=None):
    """Answers what the program wrote and cost; a RuntimeError holds what it said if it failed."""
    command = [str(word) for word in command]
    busy, begin = busy_seconds(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors, env={**os.environ, **(environment or {})})
        with lock:
            running.add(process)
        try:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            with lock:
                running.discard(process)
        seconds = time.perf_counter() - begin
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\nended with {process.returncode}\n{errors.read().strip()[-2000:]}")
        others = None
        if busy is not None:
            others = round(max(0.0, busy_seconds() - busy - usage.ru_utime - usage.ru_stime) / seconds, 3)
        megabytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        return Finished(output.read(), round(seconds, 3), round(megabytes, 1), others)


def busy_seconds():
    """That all cores together have worked since the start of the machine; None where it does not tell."""
    with contextlib.suppress(OSError):
        user, nice, system, _, _, interrupt, soft = map(
            int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8])
        return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")
    return None


def end_all():
    with lock:
        for process in running:
            with contextlib.suppress(OSError):
                process.terminate()
