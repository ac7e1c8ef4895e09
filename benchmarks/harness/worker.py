"""A runner's process and the conversation with it."""

import contextlib
import os
import pathlib
import select
import subprocess
import time

from .runners import RUN


ON_THE_CPU = {"CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu"}


class NotMeasured(Exception):
    """Why a runner has no number for a task."""


class Worker:
    """Asks one process to prepare work and to time it. Its standard error goes to a log file."""

    PATIENCE_SECONDS = 300

    def __init__(self, runner, threads):
        self.runner, self.threads = runner, threads
        self.cold = True
        self.log = RUN / f"{runner.name.replace(' ', '-')}-{threads}.log"
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [str(word) for word in runner.command(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, cwd=RUN,
                env={**os.environ, **ON_THE_CPU, **thread_limits(threads), **runner.environment(threads)})

    def ask(self, verb, **values):
        """Sends a request; gives the answer's values as floats."""
        line = " ".join([verb, *(f"{key}={value}" for key, value in values.items())])
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise NotMeasured(f"the process ended, see {self.log}") from None
        outcome, _, rest = self.read_line().partition(" ")
        if outcome != "ok":
            raise NotMeasured(rest)
        return {key: float(value) for key, value in (word.split("=") for word in rest.split())}

    def read_line(self):
        deadline = time.monotonic() + self.PATIENCE_SECONDS
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                self.process.kill()
                raise NotMeasured(f"no answer within {self.PATIENCE_SECONDS} s")
            part = os.read(self.process.stdout.fileno(), 65536)
            if not part:
                raise NotMeasured(f"the process ended, see {self.log}")
            line += part
        return line.decode().strip()

    def busy(self):
        """Whether a thread of the process runs, such as one that spins in case more work comes."""
        try:
            return any(state(thread) == "R" for thread in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir())
        except OSError:  # it ended meanwhile
            return False

    def close(self):
        """Ends the process; gives the most memory it ever had, in MB."""
        with contextlib.suppress(BrokenPipeError):  # it may have ended by itself
            self.process.stdin.close()
        try:
            _, _, usage = wait(self.process, 20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, _, usage = wait(self.process, 20)
        return usage.ru_maxrss / 1024


def state(thread):
    """R if it runs; it stands behind the name, which is in parentheses and may have any character."""
    return (thread / "stat").read_text().rpartition(") ")[2][:1]


def wait(process, seconds):
    """Waits for a process and gives what `os.wait4` does, which knows its memory."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return pid, status, usage
        time.sleep(0.02)
    raise subprocess.TimeoutExpired(process.args, seconds)


def thread_limits(threads):
    """What the numerical libraries read when they start."""
    names = "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"
    return dict.fromkeys(names, str(threads))
