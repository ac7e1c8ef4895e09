"""Writes lamina-testkit/src/test/resources/golden/losses.json, the numbers of LossGoldenTest.

Needs NumPy (made with 2.4.6, float64); the formulas are those of the papers. Outputs and targets are multiples of 1/1024,
so that float32 holds them exactly. A second run gives the same bytes.
"""

import json
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).parents[2] / "lamina-testkit/src/test/resources/golden/losses.json"
RANDOM = np.random.default_rng(19)


def draw(*shape):
    return np.round(RANDOM.normal(size=shape) * 1024) / 1024


def quantile_band(coverage, rows, targets):
    """Lower quantile, median and upper quantile of each target, n x u x 3. A target that an output equals has slope 0."""
    z, y, weights = 2 * draw(rows, targets, 3), draw(rows, targets, 1), np.abs(draw(rows)) + 0.25
    z[0, 0, 1] = y[0, 0, 0]
    q = np.array([(1 - coverage) / 2, 0.5, (1 + coverage) / 2])
    shares = (weights / weights.sum())[:, None, None]
    pinball = np.where(y >= z, q * (y - z), (1 - q) * (z - y))
    slopes = np.where(y > z, -q, np.where(y < z, 1 - q, 0))
    median = z[..., 1]
    bands = np.stack([np.minimum(z[..., 0], median), median, np.maximum(z[..., 2], median)], -1)
    wide = lambda a: a.reshape(rows, -1).tolist()
    return {"coverage": coverage, "z": wide(z), "targets": wide(y), "weights": weights.tolist(),
            "cost": (pinball * shares).sum(), "gradient": wide(slopes * shares), "predictions": wide(median),
            "bands": wide(bands)}


with open(TARGET, "w", encoding="utf-8") as file:
    json.dump({"quantileBands": [quantile_band(0.9, 7, 1), quantile_band(0.5, 5, 2)]}, file)
    file.write("\n")
