"""TensorFlow as a runner: tf.function with its fused update operations."""

import server
import tensorflow as tf


def parameters(problem):
    return [(tf.Variable(weight), tf.Variable(bias)) for weight, bias in zip(problem.weights, problem.biases)]


def logits(layers, x):
    for weight, bias in layers[:-1]:
        x = tf.nn.relu(tf.matmul(x, weight) + bias)
    weight, bias = layers[-1]
    return tf.matmul(x, weight) + bias


class Training(server.Training):
    def __init__(self, problem, request):
        super().__init__()
        layers = parameters(problem)
        variables = [variable for layer in layers for variable in layer]
        x = tf.constant(problem.inputs(problem.batch))
        self.targets = [tf.constant(batch) for batch in problem.targets]
        update = {"sgd": sgd, "adam": adam}[request["optimizer"]](variables, float(request["rate"]))

        @tf.function
        def step(y):
            with tf.GradientTape() as tape:
                z = logits(layers, x)
                if problem.classifies:
                    cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, z))
                else:
                    cost = tf.reduce_mean(tf.square(z - y))
            update(tape.gradient(cost, variables))
            return cost

        self.update = step

    def step(self, k):
        return self.update(self.targets[k])


def sgd(variables, rate):
    def update(gradients):
        for variable, gradient in zip(variables, gradients):
            tf.raw_ops.ResourceApplyGradientDescent(var=variable.handle, alpha=rate, delta=gradient)

    return update


def adam(variables, rate):
    moments = [(tf.Variable(tf.zeros_like(v)), tf.Variable(tf.zeros_like(v))) for v in variables]
    power1, power2 = tf.Variable(0.9), tf.Variable(0.999)

    def update(gradients):
        for variable, (m, v), gradient in zip(variables, moments, gradients):
            tf.raw_ops.ResourceApplyAdam(var=variable.handle, m=m.handle, v=v.handle, beta1_power=power1,
                                         beta2_power=power2, lr=rate, beta1=0.9, beta2=0.999, epsilon=1e-8,
                                         grad=gradient)
        power1.assign(power1 * 0.9)
        power2.assign(power2 * 0.999)

    return update


class Prediction(server.Prediction):
    def __init__(self, problem, rows):
        layers = parameters(problem)
        self.inputs = problem.inputs(rows)

        @tf.function
        def network(x):
            return tf.nn.softmax(logits(layers, x)) if problem.classifies else logits(layers, x)

        self.network = network

    def predict(self):
        return self.network(tf.constant(self.inputs)).numpy()


def prepare(request):
    threads = int(request["threads"])
    if not tf.config.threading.get_intra_op_parallelism_threads():  # can be set once
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
    if request["task"] == "train":
        return Training(server.Problem(request), request)
    if request["task"] == "predict":
        return Prediction(server.Problem(request), int(request["rows"]))
    raise NotImplementedError


server.serve(prepare)
