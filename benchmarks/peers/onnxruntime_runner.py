"""ONNX Runtime as a runner, for predictions only."""

import numpy
import onnxruntime
import server
from onnx import TensorProto, helper, numpy_helper


def model(problem):
    nodes, values, last = [], [], "x"
    for i, (weight, bias) in enumerate(zip(problem.weights, problem.biases)):
        values += [numpy_helper.from_array(weight, f"w{i}"), numpy_helper.from_array(bias, f"b{i}")]
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [f"z{i}"]))
        last = f"z{i}"
        if i < problem.layers - 1:
            nodes.append(helper.make_node("Relu", [last], [f"a{i}"]))
            last = f"a{i}"
    nodes.append(helper.make_node("Softmax" if problem.classifies else "Identity", [last], ["y"]))
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", problem.widths[0]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", problem.widths[-1]])], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


class Prediction(server.Prediction):
    """With its inputs and outputs bound to arrays once, which is its fastest way."""

    def __init__(self, problem, rows, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model(problem), options, providers=["CPUExecutionProvider"])
        self.inputs = problem.inputs(rows)
        self.results = numpy.zeros((rows, problem.widths[-1]), numpy.float32)
        self.binding = self.session.io_binding()
        for bind, name, array in ((self.binding.bind_input, "x", self.inputs),
                                  (self.binding.bind_output, "y", self.results)):
            bind(name, "cpu", 0, numpy.float32, array.shape, array.ctypes.data)

    def predict(self):
        self.session.run_with_iobinding(self.binding)
        return self.results


def prepare(request):
    if request["task"] == "predict":
        return Prediction(server.Problem(request), int(request["rows"]), int(request["threads"]))
    raise NotImplementedError


server.serve(prepare)
