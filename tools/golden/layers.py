"""Writes lamina-testkit/src/test/resources/golden/layers.json, the numbers of LayerGoldenTest.

Needs PyTorch and NumPy (made with 2.13.0 and 2.4.6, CPU, float64). Inputs and parameters are multiples of 1/1024, so
that float32 holds them exactly. A second run gives the same bytes.

Each case: the layer by the name that GoldenLayers of the testkit gives it, x, the parameters by Lamina's names and in
its layout (weights in x out, rows of one number per column), y in training, dy = dC/dy, dx and the gradients, the
running statistics after the step, and y in inference before the step, where it is another one. A null y: PyTorch
refuses to train on one row.
"""

import json
import pathlib

import torch
from torch import nn

TARGET = pathlib.Path(__file__).parents[2] / "lamina-testkit/src/test/resources/golden/layers.json"

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Dense(nn.Module):
    def __init__(self, inputs, outputs, activation=None):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.linear(x))


class Scale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * self.scale


class Embedding(nn.Module):
    def __init__(self, categories, dimension):
        super().__init__()
        self.table = nn.Embedding(categories, dimension)

    def forward(self, x):
        return self.table(x.long()).flatten(1)


class Chain(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Skip(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return x + self.layer(x)


class Parallel(nn.Module):
    """Branches (layer, columns), where columns is None for all."""

    def __init__(self, *branches):
        super().__init__()
        self.layers = nn.ModuleList(layer for layer, _ in branches)
        self.columns = [columns for _, columns in branches]

    def forward(self, x):
        return torch.cat([layer(x if c is None else x[:, c[0]:c[1]]) for layer, c in zip(self.layers, self.columns)], 1)


class Frozen(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer.requires_grad_(False)

    def train(self, mode=True):
        super().train(mode)
        self.layer.eval()
        return self

    def forward(self, x):
        return self.layer(x)


def parameters(layer):
    """(name, tensor, whether it is stored out x in) in Lamina's order."""
    match layer:
        case Dense():
            return [("weight", layer.linear.weight, True), ("bias", layer.linear.bias, False)]
        case nn.BatchNorm1d():
            return [("gamma", layer.weight, False), ("beta", layer.bias, False),
                    ("runningMean", layer.running_mean, False), ("runningVariance", layer.running_var, False)]
        case nn.LayerNorm():
            return [("gamma", layer.weight, False), ("beta", layer.bias, False)]
        case nn.PReLU():
            return [("slope", layer.weight, False)]
        case Scale():
            return [("scale", layer.scale, False)]
        case Embedding():
            return [("weight", layer.table.weight, False)]
        case Chain() | Parallel():
            return [(f"{i}.{name}", *rest) for i, part in enumerate(layer.layers) for name, *rest in parameters(part)]
        case Skip() | Frozen():
            return parameters(layer.layer)
        case _:
            return []


def rounded(tensor):
    return torch.round(tensor * 1024) / 1024


def matrix(tensor, transposed=False):
    tensor = tensor.detach()
    return (tensor.T if transposed else torch.atleast_2d(tensor)).tolist()


def randomize(layer):
    for name, tensor, _ in parameters(layer):
        values = torch.rand_like(tensor) + 0.5 if name.endswith("Variance") else 0.7 * torch.randn_like(tensor)
        if name.endswith("slope"):
            values = torch.rand_like(tensor)
        tensor.data.copy_(rounded(values))


def values(layer):
    return {name: matrix(tensor, transposed) for name, tensor, transposed in parameters(layer)}


def gradients(layer):
    return {name: matrix(torch.zeros_like(tensor) if tensor.grad is None else tensor.grad, transposed)
            for name, tensor, transposed in parameters(layer)}


CASES = []


def case(name, layer, rows, inputs, x=None, cost=None, mode=True):
    """cost gives dC/dy by its gradient and what else is to be stored; without it dC/dy is random."""
    torch.manual_seed(1000 + len(CASES))
    randomize(layer)
    x = rounded(1.5 * torch.randn(rows, inputs) + 0.25) if x is None else torch.tensor(x, dtype=torch.float64)
    golden = {"layer": name, "x": matrix(x), "parameters": values(layer)}
    inference = matrix(layer.eval()(x))
    layer.train(mode)
    x.requires_grad_()
    try:
        y = layer(x)
    except ValueError:
        golden |= {"y": None, "inference": inference}
        CASES.append(golden)
        return
    if cost is None:
        dy = rounded(torch.randn_like(y))
    else:
        more, total = cost(y)
        golden |= more
        dy, = torch.autograd.grad(total, y, retain_graph=True)
    y.backward(dy)
    dx = torch.zeros_like(x) if x.grad is None else x.grad
    golden |= {"y": matrix(y), "dy": matrix(dy), "dx": matrix(dx), "gradients": gradients(layer),
               "after": {n: v for n, v in values(layer).items() if "running" in n}}
    if inference != golden["y"]:
        golden["inference"] = inference
    CASES.append(golden)


def nested():
    return Chain(
        Dense(4, 6, nn.Tanh()),
        Skip(Chain(nn.LayerNorm(6),
                   Skip(Dense(6, 6, nn.Sigmoid())),
                   Parallel((Dense(6, 2, nn.Tanh()), None), (Skip(Dense(4, 4, nn.Tanh())), (1, 5))))),
        nn.BatchNorm1d(6),
        nn.ReLU(),
        Dense(6, 3))


def two_losses(y):
    classes = torch.randint(0, 3, (len(y),))
    numbers = rounded(torch.randn(len(y), 1))
    total = nn.functional.cross_entropy(y[:, :3], classes) + 0.5 * nn.functional.mse_loss(y[:, 3:], numbers)
    heads = {"classes": [[c] for c in classes.tolist()], "numbers": matrix(numbers), "cost": total.item()}
    return {"heads": heads}, total


for rows, inputs in [(1, 3), (3, 4), (7, 5), (18, 9)]:
    case("batch-norm", nn.BatchNorm1d(inputs), rows, inputs)
    case("layer-norm", nn.LayerNorm(inputs), rows, inputs)
    case("prelu", nn.PReLU(inputs), rows, inputs)
    case("scale", Scale(inputs), rows, inputs)
case("batch-norm 0.1 0.25", nn.BatchNorm1d(4, eps=0.1, momentum=0.25), 6, 4)
case("running-batch-norm", nn.BatchNorm1d(3), 1, 3, mode=False)
case("running-batch-norm", nn.BatchNorm1d(4), 6, 4, mode=False)
case("layer-norm 0.1", nn.LayerNorm(4, eps=0.1), 6, 4)
case("embedding 5 3", Embedding(5, 3), 1, 1, x=[[4]])
case("embedding 5 3", Embedding(5, 3), 6, 2, x=[[0, 4], [2, 2], [4, 0], [2, 1], [0, 0], [2, 4]])
case("tanh", nn.Tanh(), 3, 4)
case("gelu", nn.GELU(), 3, 4)
case("softmax", nn.Softmax(1), 3, 4)
for rows in [1, 5]:
    case("chain", Chain(Dense(3, 4, nn.Tanh()), nn.LayerNorm(4), nn.ReLU(), Dense(4, 2)), rows, 3)
    case("skip-dense", Skip(Dense(3, 3, nn.Tanh())), rows, 3)
    case("skip-chain", Skip(Chain(Dense(3, 6, nn.GELU()), Dense(6, 3))), rows, 3)
    case("parallel-shared", Parallel((Dense(3, 2, nn.Tanh()), None), (nn.Identity(), None),
                                     (Dense(3, 4), None)), rows, 3)
    case("parallel-sliced", Parallel((Dense(3, 2, nn.Tanh()), (0, 3)), (Scale(4), (1, 5))), rows, 5)
    case("frozen", Chain(Dense(3, 4, nn.Tanh()), Frozen(Chain(Dense(4, 5, nn.Sigmoid()), nn.BatchNorm1d(5),
                                                               nn.Dropout(0.5))), Dense(5, 2)), rows, 3)
    case("heads", Chain(Dense(3, 4, nn.Tanh()), Parallel((Dense(4, 3), None), (Dense(4, 1), None))), rows, 3,
         cost=two_losses)
case("embeddings-by-column", Parallel((Embedding(4, 2), (0, 1)), (Embedding(6, 3), (1, 2)), (nn.Identity(), (2, 4))), 3,
     4, x=[[3, 5, 0.5, -1], [0, 2, 1.25, 2], [3, 0, -0.75, 0.25]])
case("nested", nested(), 5, 4)


def dropout(name, layer, probability):
    """x, y and the factors dy/dx, for the values that this generator happens to keep."""
    torch.manual_seed(round(1000 * probability))
    x = rounded(torch.randn(20, 10)).requires_grad_()
    y = layer.train()(x)
    y.backward(torch.ones_like(y))
    return {"layer": name, "probability": probability, "x": matrix(x), "y": matrix(y), "factors": matrix(x.grad)}


DROPOUTS = [dropout(name, make(p), p)
            for p in (0.25, 0.5) for name, make in (("dropout", nn.Dropout), ("alpha-dropout", nn.AlphaDropout))]

TARGET.parent.mkdir(parents=True, exist_ok=True)
with open(TARGET, "w", encoding="utf-8") as file:
    file.write('{"cases": [\n' + ",\n".join(map(json.dumps, CASES)) + "\n],\n")
    file.write('"dropouts": [\n' + ",\n".join(map(json.dumps, DROPOUTS)) + "\n]}\n")
