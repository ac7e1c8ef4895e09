"""How good predictions are: the same code for everybody, from the file of predictions."""

import csv

import numpy

LEAST_PROBABILITY = numpy.finfo(float).eps


def score(path, targets, classifies):
    """Answers the metrics by their names, and each row's loss: −ln p of its class, or the squared error."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    if len(rows) != len(targets):
        raise ValueError(f"{path} has {len(rows)} predictions for {len(targets)} rows")
    at = header.index("prediction")
    predicted = [row[at] for row in rows]
    if not classifies:
        return regression(numpy.array(predicted, float), numpy.array(targets, float))
    columns = {name[2:]: i for i, name in enumerate(header) if name.startswith("p_")}
    probabilities = numpy.array([[row[i] for i in columns.values()] for row in rows], float)
    return classification(predicted, probabilities, list(columns), targets)


def regression(predicted, targets):
    losses = (predicted - targets) ** 2
    return {"RMSE": numpy.sqrt(losses.mean()).item(), "MAE": numpy.abs(predicted - targets).mean().item(),
            "R²": 1 - (losses.mean() / targets.var()).item()}, losses


def classification(predicted, probabilities, classes, targets):
    """A class that the training rows do not have gets the least probability."""
    number = {name: i for i, name in enumerate(classes)}
    known = numpy.array([number.get(target, -1) for target in targets])
    own = numpy.where(known < 0, 0, probabilities[numpy.arange(len(targets)), known])
    losses = -numpy.log(numpy.clip(own, LEAST_PROBABILITY, 1))
    positives = range(1, 2) if len(classes) == 2 else range(len(classes))
    areas = [area(probabilities[:, i], known == i) for i in positives if 0 < (known == i).sum() < len(known)]
    right = [name == target for name, target in zip(predicted, targets)]
    return {"log loss": losses.mean().item(), "accuracy": float(numpy.mean(right)),
            "AUC": float(numpy.mean(areas)) if areas else None}, losses


def area(scores, positive):
    """Under the ROC curve: the share of pairs in the right order, ties half."""
    _, inverse, counts = numpy.unique(scores, return_inverse=True, return_counts=True)
    ranks = (numpy.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = positive.sum()
    return ((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n))).item()
