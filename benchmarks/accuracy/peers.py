"""Trains one of the peers on one set and writes its predictions of the test rows, in a process of its own.

    python peers.py mlp|mlp_long|hgb|lightgbm TRAIN TEST TARGET classification|regression SEED EPOCHS PREDICTIONS

The definitions are those of `baselines.json` in the shared data: defaults everywhere. The network gets standardised
numbers (missing: the median), one-hot words (missing: a word of its own) and a standardised target; the trees get the
words as categories. Dates are left out. Prints the seconds of preparing and fitting.
"""

import csv
import gzip
import pathlib
import sys
import time
import warnings

import numpy
import pandas

warnings.filterwarnings("ignore")


def read(path, target):
    """The inputs as a table and the target as text or numbers."""
    path = pathlib.Path(path)
    if "idx3" in path.name:
        labels = path.with_name(path.name.replace("images-idx3", "labels-idx1"))
        pixels = numpy.frombuffer(gzip.decompress(path.read_bytes()), numpy.uint8, offset=16).reshape(-1, 28 * 28)
        classes = numpy.frombuffer(gzip.decompress(labels.read_bytes()), numpy.uint8, offset=8)
        return pandas.DataFrame(pixels), pandas.Series(classes).astype(str)
    table = pandas.read_csv(path, keep_default_na=False, na_values=[""], dtype={target: str})
    return table.drop(columns=[target]), table[target]


def is_number(column):
    return pandas.api.types.is_numeric_dtype(column) and not pandas.api.types.is_bool_dtype(column)


def is_date(column):
    return not is_number(column) and column.dropna().astype(str).str.fullmatch(r"\d{4}-\d\d-\d\d").all()


def words(table, columns):
    return table[columns].astype(object).where(table[columns].notna(), "").astype(str)


def dense(train, test):
    """Both tables as numbers for a network, scaled by the training rows."""
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers = [name for name in train if is_number(train[name])]
    others = [name for name in train if name not in numbers]
    median = train[numbers].median()
    parts = []
    if numbers:
        scaler = StandardScaler().fit(train[numbers].fillna(median))
        parts.append([scaler.transform(table[numbers].fillna(median)) for table in (train, test)])
    if others:
        encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(words(train, others))
        parts.append([encoder.transform(words(table, others)) for table in (train, test)])
    return [numpy.hstack(halves) for halves in zip(*parts)]


def categories(train, test):
    """Both tables with words as pandas categories; words that the training rows do not have are missing."""
    train, test = train.copy(), test.copy()
    for name in train:
        if not is_number(train[name]):
            known = pandas.CategoricalDtype(sorted(train[name].dropna().astype(str).unique()))
            for table in (train, test):
                texts = table[name].astype(object).where(table[name].isna(), table[name].astype(str))
                table[name] = texts.astype(known)
    return train, test


def estimator(kind, classifies, y, seed, epochs):
    if kind in ("mlp", "mlp_long"):
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        return (MLPClassifier if classifies else MLPRegressor)(random_state=seed, max_iter=epochs)
    if kind == "hgb":
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        model = HistGradientBoostingClassifier if classifies else HistGradientBoostingRegressor
        # It refuses to stop early where a class has a single row.
        stops = False if classifies and y.value_counts().min() < 2 else "auto"
        return model(random_state=seed, categorical_features="from_dtype", early_stopping=stops)
    from lightgbm import LGBMClassifier, LGBMRegressor

    return (LGBMClassifier if classifies else LGBMRegressor)(random_state=seed, verbose=-1, n_jobs=1)


def fit_and_predict(kind, train, y, test, classifies, seed, epochs):
    """Answers the predictions, and for classes their names and each one's probability."""
    inputs, rows = (dense if kind.startswith("mlp") else categories)(train, test)
    if kind == "lightgbm":
        # It refuses some letters in the names of columns.
        inputs.columns = rows.columns = [f"c{i}" for i in range(len(inputs.columns))]
    model = estimator(kind, classifies, y, seed, epochs)
    if classifies:
        model.fit(inputs, y)
        probabilities = model.predict_proba(rows)
        return model.classes_[probabilities.argmax(1)], model.classes_, probabilities
    y = y.astype(float)
    # A network needs targets near 0; for trees the scale does not matter.
    mean, deviation = (y.mean(), y.std(ddof=0)) if kind.startswith("mlp") else (0.0, 1.0)
    model.fit(inputs, (y - mean) / deviation)
    return model.predict(rows) * deviation + mean, [], numpy.empty((len(rows), 0))


def main():
    kind, train, test, target, task, seed, epochs, output = sys.argv[1:]
    train, y = read(train, target)
    test, _ = read(test, target)
    inputs = [name for name in train if not is_date(train[name])]
    start = time.perf_counter()
    predictions, classes, probabilities = fit_and_predict(
        kind, train[inputs], y, test[inputs], task == "classification", int(seed), int(epochs))
    print(f"{time.perf_counter() - start:.3f}")
    with open(output, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["prediction", *(f"p_{name}" for name in classes)])
        for prediction, row in zip(predictions.tolist(), probabilities.tolist()):
            out.writerow([prediction, *row])


if __name__ == "__main__":
    main()
