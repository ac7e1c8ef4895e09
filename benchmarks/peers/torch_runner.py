"""PyTorch as a runner: eager with its fused optimizers, or with `compiled` as argument through torch.compile."""

import sys

import server
import torch

COMPILED = sys.argv[1:] == ["compiled"]


def network(problem):
    layers = []
    for i, (weight, bias) in enumerate(zip(problem.weights, problem.biases)):
        linear = torch.nn.Linear(*weight.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight.T))
            linear.bias.copy_(torch.from_numpy(bias))
        layers += [linear] if i == problem.layers - 1 else [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers)


class Training(server.Training):
    def __init__(self, problem, request):
        super().__init__()
        model = network(problem)
        x = torch.from_numpy(problem.inputs(problem.batch))
        loss = torch.nn.CrossEntropyLoss() if problem.classifies else torch.nn.MSELoss()
        optimizers = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
        self.optimizer = optimizers[request["optimizer"]](model.parameters(), lr=float(request["rate"]), fused=True)
        self.targets = [torch.from_numpy(batch) for batch in problem.targets]

        def forward(y):
            return loss(model(x), y)

        self.forward = torch.compile(forward) if COMPILED else forward

    def step(self, k):
        self.optimizer.zero_grad()
        cost = self.forward(self.targets[k])
        cost.backward()
        self.optimizer.step()
        return cost


class Prediction(server.Prediction):
    def __init__(self, problem, rows):
        model = network(problem)
        if problem.classifies:
            model.append(torch.nn.Softmax(1))
        self.model = torch.compile(model) if COMPILED else model
        self.inputs = problem.inputs(rows)

    def predict(self):
        with torch.inference_mode():
            return self.model(torch.from_numpy(self.inputs)).numpy()


class Product(server.Work):
    def __init__(self, request):
        rows, columns, depth = (int(request[key]) for key in ("rows", "columns", "depth"))
        kind = request["kind"]
        a = torch.rand(depth, rows).T if kind == "TN" else torch.rand(rows, depth)
        b = torch.rand(columns, depth).T if kind == "NT" else torch.rand(depth, columns)
        self.a, self.b = a.mul_(2).sub_(1), b.mul_(2).sub_(1)
        self.c = torch.zeros(rows, columns)

    def check(self):
        self.run()
        return server.mean_square(self.c)

    def run(self):
        torch.mm(self.a, self.b, out=self.c)


def prepare(request):
    torch.set_num_threads(int(request["threads"]))
    task = request["task"]
    if task == "train":
        return Training(server.Problem(request), request)
    if task == "predict":
        return Prediction(server.Problem(request), int(request["rows"]))
    if task == "product" and not COMPILED:
        return Product(request)
    raise NotImplementedError


server.serve(prepare)
