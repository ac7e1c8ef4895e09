"""JAX as a runner: jit with optax, parameters and moments donated. XLA's threads are set where it is started."""

import jax
import jax.numpy as jnp
import numpy
import optax
import server


def parameters(problem):
    return [(jnp.asarray(weight), jnp.asarray(bias)) for weight, bias in zip(problem.weights, problem.biases)]


def logits(layers, x):
    for weight, bias in layers[:-1]:
        x = jax.nn.relu(x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


class Training(server.Training):
    def __init__(self, problem, request):
        super().__init__()
        optimizer = {"sgd": optax.sgd, "adam": optax.adam}[request["optimizer"]](float(request["rate"]))
        self.layers = parameters(problem)
        self.state = optimizer.init(self.layers)
        self.x = jnp.asarray(problem.inputs(problem.batch))
        self.targets = [jnp.asarray(batch) for batch in problem.targets]

        def cost(layers, x, y):
            z = logits(layers, x)
            if problem.classifies:
                return optax.softmax_cross_entropy_with_integer_labels(z, y).mean()
            return jnp.mean((z - y) ** 2)

        def update(layers, state, x, y):
            value, gradients = jax.value_and_grad(cost)(layers, x, y)
            updates, state = optimizer.update(gradients, state, layers)
            return optax.apply_updates(layers, updates), state, value

        self.update = jax.jit(update, donate_argnums=(0, 1))

    def step(self, k):
        self.layers, self.state, value = self.update(self.layers, self.state, self.x, self.targets[k])
        return value

    def finish(self):
        jax.block_until_ready(self.layers)


class Prediction(server.Prediction):
    def __init__(self, problem, rows):
        self.layers = parameters(problem)
        self.inputs = problem.inputs(rows)
        self.network = jax.jit(lambda layers, x: jax.nn.softmax(logits(layers, x)) if problem.classifies
                               else logits(layers, x))

    def predict(self):
        return numpy.asarray(self.network(self.layers, self.inputs))


def prepare(request):
    if request["task"] == "train":
        return Training(server.Problem(request), request)
    if request["task"] == "predict":
        return Prediction(server.Problem(request), int(request["rows"]))
    raise NotImplementedError


server.serve(prepare)
