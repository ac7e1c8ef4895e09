"""Prints the expected numbers of ClassificationMetricTest and RegressionMetricTest.

Needs scikit-learn (made with 1.9.1). The probabilities are multiples of 1/64, so that float32 holds them exactly and
every row sums to one.
"""

import numpy as np
from sklearn import metrics

BINARY = np.array([5, 60, 32, 32, 11, 48, 48, 20, 63, 2, 40, 27]) / 64
BINARY_ACTUAL = np.array([0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1])

THREE = np.array([[40, 14, 10], [10, 44, 10], [20, 20, 24], [31, 31, 2], [4, 30, 30], [50, 7, 7], [12, 40, 12],
                  [1, 2, 61], [22, 21, 21], [9, 25, 30]]) / 64
THREE_ACTUAL = np.array([0, 1, 2, 1, 2, 0, 0, 2, 1, 1])
NO_CLASS_2 = np.array([0, 1, 0, 1, 1, 0, 0, 1, 1, 1])

TARGETS = np.array([3.0, -0.5, 2.0, 7.0, 4.25, 0.0])
PREDICTIONS = np.array([2.5, 0.0, 2.0, 8.0, 5.125, -1.5])
TWO_TARGETS = np.array([[0.5, 1.0], [-1.0, 1.0], [7.0, -6.0], [2.5, 3.75]])
TWO_PREDICTIONS = np.array([[0.0, 2.0], [-1.0, 2.0], [8.0, -5.0], [2.25, 1.5]])


def show(name, value):
    print(f"{name:32} {value!r}")


def one_against_rest(actual, probabilities):
    occurring = np.unique(actual)
    return float(np.mean([metrics.roc_auc_score(actual == k, probabilities[:, k]) for k in occurring]))


decided = (BINARY > 0.5).astype(int)
show("binary accuracy", float(metrics.accuracy_score(BINARY_ACTUAL, decided)))
show("binary log loss", metrics.log_loss(BINARY_ACTUAL, BINARY))
show("binary roc auc", float(metrics.roc_auc_score(BINARY_ACTUAL, BINARY)))
show("binary f1", float(metrics.f1_score(BINARY_ACTUAL, decided)))
show("binary balanced accuracy", float(metrics.balanced_accuracy_score(BINARY_ACTUAL, decided)))
show("binary mcc", float(metrics.matthews_corrcoef(BINARY_ACTUAL, decided)))
show("binary brier", float(metrics.brier_score_loss(BINARY_ACTUAL, BINARY)))
show("binary confusion", metrics.confusion_matrix(BINARY_ACTUAL, decided).tolist())

chosen = THREE.argmax(axis=1)
show("three accuracy", float(metrics.accuracy_score(THREE_ACTUAL, chosen)))
show("three log loss", metrics.log_loss(THREE_ACTUAL, THREE))
show("three roc auc", float(metrics.roc_auc_score(THREE_ACTUAL, THREE, multi_class="ovr")))
show("three f1", float(metrics.f1_score(THREE_ACTUAL, chosen, average="macro")))
show("three balanced accuracy", float(metrics.balanced_accuracy_score(THREE_ACTUAL, chosen)))
show("three mcc", float(metrics.matthews_corrcoef(THREE_ACTUAL, chosen)))
show("three brier", float(metrics.brier_score_loss(THREE_ACTUAL, THREE)))
show("three confusion", metrics.confusion_matrix(THREE_ACTUAL, chosen).tolist())
show("no class 2 roc auc", one_against_rest(NO_CLASS_2, THREE))
show("no class 2 log loss", metrics.log_loss(NO_CLASS_2, THREE, labels=[0, 1, 2]))
show("no class 2 f1", float(metrics.f1_score(NO_CLASS_2, chosen, average="macro", zero_division=0)))
show("no class 2 balanced accuracy", float(metrics.balanced_accuracy_score(NO_CLASS_2, chosen)))
show("no class 2 mcc", float(metrics.matthews_corrcoef(NO_CLASS_2, chosen)))
show("rows 0 and 1 f1", float(metrics.f1_score(THREE_ACTUAL[:2], chosen[:2], average="macro")))

show("rmse", float(metrics.root_mean_squared_error(TARGETS, PREDICTIONS)))
show("mae", float(metrics.mean_absolute_error(TARGETS, PREDICTIONS)))
show("r2", float(metrics.r2_score(TARGETS, PREDICTIONS)))
show("median absolute error", float(metrics.median_absolute_error(TARGETS, PREDICTIONS)))
show("mape, last row left out", float(metrics.mean_absolute_percentage_error(TARGETS[:-1], PREDICTIONS[:-1])))
show("mape", float(metrics.mean_absolute_percentage_error(TARGETS, PREDICTIONS)))
show("two rmse", float(metrics.root_mean_squared_error(TWO_TARGETS, TWO_PREDICTIONS)))
show("two mae", float(metrics.mean_absolute_error(TWO_TARGETS, TWO_PREDICTIONS)))
show("two median absolute error", float(metrics.median_absolute_error(TWO_TARGETS, TWO_PREDICTIONS)))
show("two mape", float(metrics.mean_absolute_percentage_error(TWO_TARGETS, TWO_PREDICTIONS)))
show("two r2", float(metrics.r2_score(TWO_TARGETS, TWO_PREDICTIONS)))
show("constant r2, missed and met", (float(metrics.r2_score([2, 2], [2, 3])), float(metrics.r2_score([2, 2], [2, 2]))))


def scaled(log_p, inverse):
    """Probabilities in proportion to p^inverse."""
    z = log_p * inverse
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cost(log_p, actual, log_temperature):
    p = scaled(log_p, np.exp(-log_temperature))
    return -np.log(p[np.arange(len(actual)), actual]).sum() + PRIOR / 2 * log_temperature**2


def temperature(p, actual):
    """The minimum of the cost, by golden section in ln T."""
    low, high = -np.log(16), np.log(16)
    share = (np.sqrt(5) - 1) / 2
    for _ in range(200):
        a, b = high - share * (high - low), low + share * (high - low)
        if cost(np.log(p), actual, a) < cost(np.log(p), actual, b):
            high = b
        else:
            low = a
    return np.exp((low + high) / 2)


PRIOR = 10
for name, p, actual in (("binary", np.stack([1 - BINARY, BINARY], 1), BINARY_ACTUAL),
                        ("three", THREE, THREE_ACTUAL), ("no class 2", THREE, NO_CLASS_2),
                        ("three, 40 times", np.tile(THREE, (40, 1)), np.tile(THREE_ACTUAL, 40))):
    t = temperature(p, actual)
    show(f"{name} temperature", float(t))
    show(f"{name} log loss at it", float(metrics.log_loss(actual, scaled(np.log(p), 1 / t),
                                                          labels=list(range(p.shape[1])))))
