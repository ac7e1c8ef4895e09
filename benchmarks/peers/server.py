"""What every Python runner shares: it answers requests on standard input as the JVM's `Server` does."""

import math
import os
import sys
import time
import traceback

import numpy

CHECKED_STEPS = 20
BATCHES = 4
SAMPLE_SECONDS = 1e-3


class Problem:
    """A network with its start weights, inputs and targets: what the JVM's `Problem` is."""

    def __init__(self, request):
        folder = request["folder"]
        self.widths = [int(width) for width in request["widths"].split("-")]
        self.batch = int(request["batch"])
        self.classifies = request["loss"] == "softmax-cross-entropy"
        flat = numpy.fromfile(f"{folder}/weights.f32", "<f4")
        self.weights, self.biases = [], []
        for inputs, outputs in zip(self.widths, self.widths[1:]):
            weight, bias, flat = numpy.split(flat, [inputs * outputs, (inputs + 1) * outputs])
            self.weights.append(weight.reshape(inputs, outputs))
            self.biases.append(bias)
        self.all_inputs = numpy.fromfile(f"{folder}/inputs.f32", "<f4").reshape(-1, self.widths[0])
        targets = numpy.fromfile(f"{folder}/targets.f32", "<f4").reshape(BATCHES, self.batch, -1)
        self.targets = [batch[:, 0].astype(numpy.int64) if self.classifies else batch for batch in targets]

    @property
    def layers(self):
        return len(self.weights)

    def inputs(self, rows):
        return numpy.ascontiguousarray(self.all_inputs[:rows])


class Work:
    """Something to time. `check` is called once, before the first `run`."""

    def check(self):
        raise NotImplementedError

    def run(self):
        raise NotImplementedError

    def finish(self):
        """Waits until all that was begun is done."""


class Training(Work):
    """Steps over the batches in turn; a subclass does a step and tells the cost before its update."""

    def __init__(self):
        self.steps = 0

    def step(self, k):
        """Takes batch k; gives something that `cost` turns into a number."""
        raise NotImplementedError

    def cost(self, result):
        return float(result)

    def run(self):
        k = self.steps % BATCHES
        self.steps += 1
        self.last = self.step(k)

    def check(self):
        for _ in range(CHECKED_STEPS + 1):
            self.run()
        return self.cost(self.last)


class Prediction(Work):
    """Predicts rows that lie in an array; a subclass gives the results as one."""

    def predict(self):
        raise NotImplementedError

    def run(self):
        self.outputs = self.predict()

    def check(self):
        self.run()
        return mean_square(self.outputs)


def mean_square(values):
    return float(numpy.mean(numpy.square(numpy.asarray(values, numpy.float64))))


def measure(work, seconds, each):
    """Microseconds a run: the middle and the slow end of many samples."""
    start = time.perf_counter()
    work.run()
    work.finish()
    runs = 1 if each else max(1, int(SAMPLE_SECONDS / (time.perf_counter() - start)))
    samples = []
    end = time.perf_counter() + seconds
    now = 0.0
    while not samples or now < end:
        start = time.perf_counter()
        for _ in range(runs):
            work.run()
        work.finish()
        now = time.perf_counter()
        samples.append(now - start)
    samples.sort()

    def micros(quantile):
        return samples[int(quantile * (len(samples) - 1))] * 1e6 / runs

    return f"least={micros(0)} median={micros(0.5)} p99={micros(0.99)} samples={len(samples)}"


def serve(prepare):
    """Serves until standard input ends. Whatever libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    work = None
    for line in sys.stdin:
        verb, *words = line.split()
        request = dict(word.split("=", 1) for word in words)
        try:
            if verb == "prepare":
                work = None
                work = prepare(request)
                answer = "ok"
            elif verb == "check":
                check = work.check()
                if not math.isfinite(check):
                    raise ValueError(f"the check is {check}")
                answer = f"ok check={check}"
            else:
                answer = "ok " + measure(work, float(request["seconds"]), request["each"] == "true")
        except NotImplementedError:
            answer = "error no such task"
        except Exception as failure:  # whatever a library throws makes this one work "not measured"
            traceback.print_exc()
            answer = "error " + (str(failure).splitlines() or [repr(failure)])[0]
        print(answer, file=answers, flush=True)
