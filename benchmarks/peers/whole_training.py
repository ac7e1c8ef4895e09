"""Reads a file, trains and ends: what a user's own script with scikit-learn or PyTorch does in a whole process.

    python whole_training.py scikit-learn|pytorch adult|mnist10k FILE EPOCHS

A fifth of the rows validates after every epoch. The network and its batches are those that ./compare gives Lamina.
"""

import gzip
import pathlib
import sys
import warnings

import numpy

warnings.filterwarnings("ignore")
LAYERS, BATCH, RATE = (256, 256), 512, 1e-3


def adult(file):
    import pandas
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    table = pandas.read_csv(file, keep_default_na=False, na_values=[""])
    encoder = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()),
         make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_exclude="number")))
    inputs = encoder.fit_transform(table.drop(columns="income"))
    return inputs.astype(numpy.float32), table["income"].astype("category").cat.codes.to_numpy(numpy.int64)


def mnist10k(file):
    labels = pathlib.Path(str(file).replace("images-idx3", "labels-idx1"))
    pixels = numpy.frombuffer(gzip.decompress(file.read_bytes()), numpy.uint8, offset=16).reshape(-1, 784)
    classes = numpy.frombuffer(gzip.decompress(labels.read_bytes()), numpy.uint8, offset=8)
    return pixels.astype(numpy.float32) / 255, classes.astype(numpy.int64)


def scikit_learn(inputs, classes, epochs):
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(LAYERS, batch_size=BATCH, learning_rate_init=RATE, max_iter=epochs, alpha=0,
                            early_stopping=True, validation_fraction=0.2, n_iter_no_change=10**9, random_state=1)
    network.fit(inputs, classes)
    return network.best_validation_score_


def pytorch(inputs, classes, epochs):
    import torch
    from torch import nn

    torch.manual_seed(1)
    inputs, classes = torch.from_numpy(inputs), torch.from_numpy(classes)
    order = torch.randperm(len(inputs))
    held_out = len(inputs) // 5
    validation, training = order[:held_out], order[held_out:]
    widths = inputs.shape[1], *LAYERS
    hidden = [part for n, m in zip(widths, widths[1:]) for part in (nn.Linear(n, m), nn.ReLU())]
    network = nn.Sequential(*hidden, nn.Linear(LAYERS[-1], int(classes.max()) + 1))
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE, fused=True)
    best = 0.0
    for _ in range(epochs):
        for rows in training[torch.randperm(len(training))].split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(inputs[rows]), classes[rows]).backward()
            optimizer.step()
        with torch.inference_mode():
            correct = network(inputs[validation]).argmax(1) == classes[validation]
            best = max(best, correct.float().mean().item())
    return best


if __name__ == "__main__":
    library, data, path, count = sys.argv[1:]
    read = {"adult": adult, "mnist10k": mnist10k}[data]
    train = {"scikit-learn": scikit_learn, "pytorch": pytorch}[library]
    print(f"{train(*read(pathlib.Path(path)), int(count)):.4f}")
