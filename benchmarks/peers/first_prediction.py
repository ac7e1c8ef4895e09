"""Loads a model file and predicts one row: what a program that answers once does in a whole process.

    python first_prediction.py onnxruntime|pytorch FILE [--write]

With --write it makes the file, a network of 8-256-256-3, instead of predicting.
"""

import sys

import numpy

ROW = numpy.ones((1, 8), numpy.float32)


def pytorch(file):
    import torch

    with torch.inference_mode():
        return torch.jit.load(file)(torch.from_numpy(ROW))[0].tolist()


def onnxruntime(file):
    import onnxruntime as ort

    return ort.InferenceSession(file, providers=["CPUExecutionProvider"]).run(None, {"x": ROW})[0][0].tolist()


def write_pytorch(file):
    import torch
    from torch import nn

    network = nn.Sequential(nn.Linear(8, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 3),
                            nn.Softmax(1))
    torch.jit.script(network).save(file)


def write_onnxruntime(file):
    from onnx_model import model

    random = numpy.random.default_rng(1)
    weights = [random.standard_normal(shape, numpy.float32) for shape in ((8, 256), (256, 256), (256, 3))]
    biases = [numpy.zeros(weight.shape[1], numpy.float32) for weight in weights]
    with open(file, "wb") as out:
        out.write(model(weights, biases, classifies=True))


if __name__ == "__main__":
    library, path, *write = sys.argv[1:]
    if write:
        {"onnxruntime": write_onnxruntime, "pytorch": write_pytorch}[library](path)
    else:
        print({"onnxruntime": onnxruntime, "pytorch": pytorch}[library](path))
