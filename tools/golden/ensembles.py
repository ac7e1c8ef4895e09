"""Writes lamina-testkit/src/test/resources/golden/ensembles.json, the numbers of EnsembleGoldenTest.

Needs NumPy (made with 2.4.6, float64); the formulas are those of the RealMLP and TabM papers. Inputs and parameters are
multiples of 1/1024, so that float32 holds them exactly. A second run gives the same bytes.
"""

import json
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).parents[2] / "lamina-testkit/src/test/resources/golden/ensembles.json"
RANDOM = np.random.default_rng(13)


def draw(*shape):
    return np.round(RANDOM.normal(size=shape) * 1024) / 1024


def ntk():
    """Three steps of Adam with decoupled decay on a layer in NTK parametrisation, z = x.V / sqrt(d) + b, whose cost is
    the mean over the rows of the squared distances. The bias learns at a tenth and does not decay. Gives W = V / sqrt(d)."""
    d, width, rows, rate, decay, beta1, beta2, epsilon = 7, 3, 6, 0.04, 0.5, 0.9, 0.95, 1e-8
    x, y = draw(rows, d), draw(rows, width)
    weight, bias = draw(d, width), draw(1, width)
    start = {"weight": (weight / np.sqrt(d)).tolist(), "bias": bias.tolist()}
    v, b = weight.copy(), bias.copy()
    moments = [[np.zeros_like(p), np.zeros_like(p)] for p in (v, b)]
    for step in range(1, 4):
        error = 2 * (x @ v / np.sqrt(d) + b - y) / rows
        gradients = [x.T @ error / np.sqrt(d), error.sum(0, keepdims=True)]
        for p, g, m, factor, decays in zip((v, b), gradients, moments, (1, 0.1), (1, 0)):
            p *= 1 - rate * factor * decay * decays
            m[0] = beta1 * m[0] + (1 - beta1) * g
            m[1] = beta2 * m[1] + (1 - beta2) * g ** 2
            p -= rate * factor * (m[0] / (1 - beta1 ** step)) / (np.sqrt(m[1] / (1 - beta2 ** step)) + epsilon)
    return {"rate": rate, "decay": decay, "x": x.tolist(), "y": y.tolist(), "start": start,
            "weight": (v / np.sqrt(d)).tolist(), "bias": b.tolist()}


class Stream:
    """Lamina's RandomStream, which is SplitMix64, for the purpose of initialisation."""

    MASK = (1 << 64) - 1
    GAMMA = 0x9E3779B97F4A7C15

    def __init__(self, seed, index):
        self.state = self.mix((self.mix((self.mix(seed) + 1) & self.MASK) + index) & self.MASK)

    def mix(self, z):
        z = (z + self.GAMMA) & self.MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def long(self):
        value = self.mix(self.state)
        self.state = (self.state + self.GAMMA) & self.MASK
        return value

    def uniform(self):
        return (self.long() >> 11) * 2.0 ** -53

    def index(self, bound):
        return ((self.long() >> 32) * bound) >> 32

    def normal(self):
        radius = np.sqrt(-2 * np.log(1 - self.uniform()))
        return radius * np.cos(2 * np.pi * self.uniform())

    def exponential(self):
        return -np.log(1 - self.uniform())


def start():
    """RealMLP's data-driven start of two dense layers, the first one with tanh. One column of x is constant."""
    seed, rows, widths = 42, 9, (5, 4, 2)
    x = draw(rows, widths[0])
    x[:, 2] = 0.5
    golden = {"seed": seed, "x": x.tolist(), "parameters": []}
    a = x
    for layer in range(2):
        stream = Stream(seed, 2 * layer)
        w = np.array([[stream.normal() for _ in range(widths[layer + 1])] for _ in range(widths[layer])])
        w /= (a @ w).std(0)
        z = a @ w
        stream = Stream(seed, 2 * layer + 1)
        b = np.zeros(widths[layer + 1])
        for j in range(len(b)):
            drawn = [(stream.index(rows), stream.exponential()) for _ in range(5)]
            b[j] = -sum(weight * z[k, j] for k, weight in drawn) / sum(weight for _, weight in drawn)
        golden["parameters"] += [w.tolist(), [b.tolist()]]
        a = np.tanh(z + b)
    return golden


with open(TARGET, "w", encoding="utf-8") as file:
    json.dump({"ntk": ntk(), "start": start()}, file)
    file.write("\n")
