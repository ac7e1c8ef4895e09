"""Writes lamina-testkit/src/test/resources/golden/ensembles.json, the numbers of EnsembleGoldenTest and some of
LayerGoldenTest.

Needs NumPy (made with 2.4.6, float64); the formulas are those of the RealMLP and TabM papers. Inputs and parameters are
multiples of 1/1024, so that float32 holds them exactly. A second run gives the same bytes. The cases of layers are those
of layers.py; members are an axis of their own here, n x k x d, and stand beside each other in the file.
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


def case(name, x, parameters, y, back):
    """back gives dx and the gradients for dy."""
    dy = draw(*y.shape)
    dx, gradients = back(dy)
    rows = len(x)
    wide = lambda a: a.reshape(rows, -1).tolist()
    return {"layer": name, "x": wide(x), "parameters": {n: p.tolist() for n, p in parameters.items()}, "y": wide(y),
            "dy": wide(dy), "dx": wide(dx), "gradients": {n: g.tolist() for n, g in gradients.items()}, "after": {}}


def layers(rows, k, d, width):
    """The layers of TabM for k members with d inputs and `width` outputs each."""
    x = draw(rows, d)
    yield case(f"repeat {k}", x, {}, np.broadcast_to(x[:, None], (rows, k, d)), lambda dy: (dy.sum(1), {}))

    x, shift = draw(rows, k * d), draw(k * d)
    yield case("shift", x, {"shift": shift[None]}, x + shift, lambda dy: (dy, {"shift": dy.sum(0)[None]}))

    x, w, b = draw(rows, k, d), draw(d, width), draw(width)
    y = np.tanh(x @ w + b)

    def members(dy):
        delta = dy * (1 - y ** 2)
        return delta @ w.T, {"weight": np.einsum("nkd,nku->du", x, delta), "bias": delta.sum((0, 1))[None]}
    yield case(f"members {k} {width}", x, {"weight": w, "bias": b[None]}, y, members)

    heads, bias = draw(k, d, width), draw(k, width)
    yield case(f"member-dense {k} {width}", x, {"weight": heads.reshape(k * d, width), "bias": bias.reshape(1, -1)},
               np.einsum("nkd,kdu->nku", x, heads) + bias,
               lambda dy: (np.einsum("nku,kdu->nkd", dy, heads),
                           {"weight": np.einsum("nkd,nku->kdu", x, dy).reshape(k * d, width),
                            "bias": dy.sum(0).reshape(1, -1)}))

    r, s, c = draw(k, d), draw(k, width), draw(k, width)
    z = (x * r) @ w
    a = np.tanh(z * s + c)

    def batch_ensemble(dy):
        delta = dy * (1 - a ** 2)
        dz = delta * s
        return dz @ w.T * r, {"0.scale": (dz @ w.T * x).sum(0).reshape(1, -1),
                              "1.weight": np.einsum("nkd,nku->du", x * r, dz),
                              "2.scale": (delta * z).sum(0).reshape(1, -1), "3.shift": delta.sum(0).reshape(1, -1)}
    yield case(f"batch-ensemble {k} {d} {width}", x, {"0.scale": r.reshape(1, -1), "1.weight": w, "2.scale": s.reshape(1, -1),
                                     "3.shift": c.reshape(1, -1)}, a, batch_ensemble)


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def losses(rows, k):
    """Of z, n x k x u: the mean over rows and members, its gradient, and the mean of the members' predictions."""
    z, weights = 3 * draw(rows, k, 4), np.abs(draw(rows)) + 0.25
    shares = (weights / weights.sum())[:, None, None]
    labels = RANDOM.integers(0, 4, rows)
    p, hot = softmax(z), np.eye(4)[labels][:, None]
    wide = lambda a: a.reshape(rows, -1).tolist()
    yield {"loss": "softmax-cross-entropy", "z": wide(z), "targets": labels[:, None].tolist(), "weights": weights.tolist(),
           "cost": (-np.log((p * hot).sum(-1, keepdims=True)) * shares).sum() / k, "gradient": wide((p - hot) * shares / k),
           "predictions": p.mean(1).tolist(), "probabilities": p.mean(1).tolist()}

    z = 3 * draw(rows, k, 1)
    y, p = RANDOM.integers(0, 2, rows)[:, None, None], 1 / (1 + np.exp(-z))
    yield {"loss": "binary-cross-entropy", "z": wide(z), "targets": y[:, 0].tolist(), "weights": weights.tolist(),
           "cost": (-np.log(np.where(y == 1, p, 1 - p)) * shares).sum() / k, "gradient": wide((p - y) * shares / k),
           "predictions": p.mean(1).tolist(), "probabilities": np.hstack([(1 - p).mean(1), p.mean(1)]).tolist()}

    z, y = draw(rows, k, 1), draw(rows, 1, 1)
    yield {"loss": "mean-squared-error", "z": wide(z), "targets": y[:, 0].tolist(), "weights": weights.tolist(),
           "cost": ((z - y) ** 2 * shares).sum() / k, "gradient": wide(2 * (z - y) * shares / k),
           "predictions": z.mean(1).tolist()}

    z, y = draw(rows, k, 1), RANDOM.integers(0, 4, rows)[:, None, None]
    yield {"loss": "poisson", "z": wide(z), "targets": y[:, 0].tolist(), "weights": weights.tolist(),
           "cost": ((np.exp(z) - y * z) * shares).sum() / k, "gradient": wide((np.exp(z) - y) * shares / k),
           "predictions": np.exp(z).mean(1).tolist()}


with open(TARGET, "w", encoding="utf-8") as file:
    json.dump({"ntk": ntk(), "start": start(), "cases": list(layers(6, 3, 4, 2)) + list(layers(1, 2, 3, 1)),
               "losses": list(losses(5, 3))}, file)
    file.write("\n")
