"""scikit-learn as a runner: a step is one `partial_fit` of its multi-layer perceptron with one batch."""

import warnings

import server
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")


def network(problem, optimizer="sgd", rate=0.1):
    kind = MLPClassifier if problem.classifies else MLPRegressor
    # Its gradient of a regression is that of half the squares' sum over the outputs: SGD needs another rate.
    factor = 2 / problem.widths[-1] if optimizer == "sgd" and not problem.classifies else 1
    model = kind(hidden_layer_sizes=problem.widths[1:-1], solver=optimizer, learning_rate_init=factor * rate, alpha=0,
                 momentum=0, nesterovs_momentum=False, batch_size=problem.batch, shuffle=False, random_state=1)
    x = problem.inputs(problem.batch)
    if problem.classifies:
        model.partial_fit(x, problem.targets[0], classes=range(problem.widths[-1]))
    else:
        model.partial_fit(x, squeezed(problem.targets[0]))
    for own, given in zip(model.coefs_ + model.intercepts_, problem.weights + problem.biases):
        own[...] = given
    return model


def squeezed(targets):
    return targets[:, 0] if targets.ndim == 2 and targets.shape[1] == 1 else targets


class Training(server.Training):
    def __init__(self, problem, request):
        super().__init__()
        self.model = network(problem, request["optimizer"], float(request["rate"]))
        optimizer = self.model._optimizer  # its first step, which made it, must leave no trace
        if request["optimizer"] == "adam":
            optimizer.t = 0
            for moment in optimizer.ms + optimizer.vs:
                moment[...] = 0
        self.factor = 1 if problem.classifies else 2
        self.x = problem.inputs(problem.batch)
        self.targets = [squeezed(batch) for batch in problem.targets]

    def step(self, k):
        self.model.partial_fit(self.x, self.targets[k])

    def cost(self, result):
        return self.factor * self.model.loss_


class Prediction(server.Prediction):
    def __init__(self, problem, rows):
        self.model = network(problem)
        self.predict_rows = self.model.predict_proba if problem.classifies else self.model.predict
        self.inputs = problem.inputs(rows)

    def predict(self):
        return self.predict_rows(self.inputs)


def prepare(request):
    if request["task"] == "train":
        return Training(server.Problem(request), request)
    if request["task"] == "predict":
        return Prediction(server.Problem(request), int(request["rows"]))
    raise NotImplementedError


server.serve(prepare)
