"""Prints the expected numbers of QuantileTransformTest.

Needs scikit-learn and SciPy (made with 1.9.1 and 1.17.1).
"""

import numpy as np
from scipy import stats
from sklearn.preprocessing import QuantileTransformer

SHARES = [1e-300, 1e-12, 1e-7, 0.001, 0.02, 0.07499, 0.0751, 0.3, 0.5, 0.8, 0.9249, 0.9251, 0.999, 1 - 1e-7]

# Ties, a long tail, both signs.
VALUES = [-7.5, -3.0, -3.0, -1.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 2.0, 2.0, 4.0, 9.0, 100.0]

ASKED = [-1e9, -7.5, -7.0, -3.0, -2.0, -0.001, 0.0, 0.001, 0.5, 1.7, 2.0, 3.0, 50.0, 100.0, 1e9]


def show(name, values):
    print(f"{name}: " + ", ".join(repr(float(value)) for value in np.ravel(values)))


show("normal quantiles", stats.norm.ppf(SHARES))
for number in [2, 10, len(VALUES)]:
    transformer = QuantileTransformer(n_quantiles=number, output_distribution="normal")
    transformer.fit(np.array(VALUES)[:, None])
    show(f"{number} quantiles", transformer.quantiles_)
    show(f"transformed by {number}", transformer.transform(np.array(ASKED)[:, None]))
