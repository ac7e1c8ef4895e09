"""Writes lamina-testkit/src/test/resources/golden/recipes.json, the numbers of LayerGoldenTest for what the layers of
RealMLP and TabM need besides ensembles.

Needs NumPy (made with 2.4.6, float64); the formulas are those of the papers. Inputs and parameters are multiples of
1/1024, so that float32 holds them exactly. A second run gives the same bytes. The cases are those of layers.py.
"""

import json
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).parents[2] / "lamina-testkit/src/test/resources/golden/recipes.json"
RANDOM = np.random.default_rng(17)


def draw(*shape):
    return np.round(RANDOM.normal(size=shape) * 1024) / 1024


def case(name, x, parameters, y, back):
    """back gives dx and the gradients for dy."""
    dy = draw(*y.shape)
    dx, gradients = back(dy)
    return {"layer": name, "x": x.tolist(), "parameters": {n: np.atleast_2d(p).tolist() for n, p in parameters.items()},
            "y": y.tolist(), "dy": dy.tolist(), "dx": dx.tolist(),
            "gradients": {n: np.atleast_2d(g).tolist() for n, g in gradients.items()}, "after": {}}


def select(rows):
    columns, x = [2, 0, 1, 2], draw(rows, 4)

    def back(dy):
        dx = np.zeros_like(x)
        for place, column in enumerate(columns):
            dx[:, column] += dy[:, place]
        return dx, {}
    return case("select 2 0 1 2", x, {}, x[:, columns], back)


def selu(x):
    scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
    return scale * np.where(x > 0, x, alpha * np.expm1(x)), scale * np.where(x > 0, 1, alpha * np.exp(x))


def mish(x):
    t = np.tanh(np.log1p(np.exp(x)))
    return x * t, t + x * (1 - t ** 2) / (1 + np.exp(-x))


def parametric(name, f, rows, d):
    """y = x + alpha * (f(x) - x)."""
    x, alpha = 2 * draw(rows, d), draw(d)
    value, slope = f(x)
    return case(f"parametric-activation {name}", x, {"mix": alpha}, x + alpha * (value - x),
                lambda dy: (dy * (1 + alpha * (slope - 1)), {"mix": (dy * (value - x)).sum(0)}))


def periodic(form, rows, d, k, width):
    """PBLD: h = cos(2 pi w x + b), y = (h.A + c, x). PLR: h = (sin(2 pi w x), cos(2 pi w x)), y = max(h.A + c, 0)."""
    x, w, b = draw(rows, d), draw(d, k), draw(d, k)
    angle = 2 * np.pi * x[:, :, None] * w + (b if form == "pbld" else 0)
    if form == "pbld":
        h, slope = np.cos(angle), -np.sin(angle)
    else:
        h = np.concatenate([np.sin(angle), np.cos(angle)], 2)
        slope = np.concatenate([np.cos(angle), -np.sin(angle)], 2)
    a, c = draw(h.shape[2], d, width), draw(d, width)
    e = np.einsum("nih,hij->nij", h, a) + c
    flat = e.reshape(rows, d * width)
    y = np.hstack([flat, x]) if form == "pbld" else np.maximum(flat, 0)

    def back(dy):
        g = dy[:, :d * width].reshape(e.shape) * (1 if form == "pbld" else e > 0)
        q = np.einsum("nij,hij->nih", g, a) * slope
        q = q if form == "pbld" else q[:, :, :k] + q[:, :, k:]
        dx = 2 * np.pi * (q * w).sum(2) + (dy[:, d * width:] if form == "pbld" else 0)
        gradients = {"frequency": 2 * np.pi * (q * x[:, :, None]).sum(0).ravel(), "phase": q.sum(0).ravel(),
                     "weight": np.einsum("nih,nij->hij", h, g).reshape(-1, d * width), "bias": g.sum(0).ravel()}
        return dx, {n: gradients[n] for n in parameters}
    parameters = {"frequency": w.ravel(), "phase": b.ravel(), "weight": a.reshape(-1, d * width), "bias": c.ravel()}
    if form == "plr":
        del parameters["phase"]
    return case(f"{form} {k} {width}", x, parameters, y, back)


def piecewise_linear(rows, counts, width):
    """Each column by the shares that its number has of the bins between its edges. No number is on an edge."""
    d = len(counts)
    x = 2 * draw(rows, d) + 1 / 4096
    x[0], x[-1] = -4 + 1 / 4096, 4 + 1 / 4096
    w, c = draw(d, width), draw(d, width)
    edges = [np.sort(RANDOM.choice(np.arange(-2048, 2048), count, replace=False)) / 1024 for count in counts]
    tables = [draw(count - 1, width) for count in counts]
    shares, slopes = [], []
    for i, b in enumerate(edges):
        p = (x[:, i, None] - b[:-1]) / np.diff(b)
        low = np.full(len(b) - 1, 0.0)
        high = np.full(len(b) - 1, 1.0)
        low[0], high[-1] = -np.inf, np.inf
        shares.append(np.clip(p, low, high))
        slopes.append(((p > low) & (p < high)) / np.diff(b))
    y = np.stack([x[:, i, None] * w[i] + c[i] + shares[i] @ tables[i] for i in range(d)], 1)

    def back(dy):
        g = dy.reshape(y.shape)
        dx = np.stack([(g[:, i] * (w[i] + slopes[i] @ tables[i])).sum(1) for i in range(d)], 1)
        return dx, {"edges": np.zeros(sum(counts)), "scale": np.einsum("ni,nij->ij", x, g).ravel(), "bias": g.sum(0).ravel(),
                    "weight": np.vstack([shares[i].T @ g[:, i] for i in range(d)])}
    parameters = {"edges": np.concatenate(edges), "scale": w.ravel(), "bias": c.ravel(), "weight": np.vstack(tables)}
    return case("piecewise-linear " + " ".join(map(str, counts)) + f" in {width}", x, parameters, y.reshape(rows, -1), back)


def waves():
    """Angles in turns, up to 10,000 of them, with their cosines and sines: whole turns are taken off before 2 pi."""
    turns = np.concatenate([[0, 0.25, -0.5, 0.75, 9999.125, -10000], draw(20), 3000 * draw(20)])
    angles = 2 * np.pi * (turns - np.rint(turns))
    return {"turns": turns.tolist(), "cosines": np.cos(angles).tolist(), "sines": np.sin(angles).tolist()}


CASES = []
for n in [1, 6]:
    CASES += [select(n), parametric("selu", selu, n, 4), parametric("mish", mish, n, 19), periodic("pbld", n, 3, 4, 3),
              periodic("plr", n, 2, 3, 4), piecewise_linear(n, [2, 3, 6], 3)]

with open(TARGET, "w", encoding="utf-8") as file:
    file.write('{"waves": ' + json.dumps(waves()) + ',\n"cases": [\n' + ",\n".join(map(json.dumps, CASES)) + "\n]}\n")
