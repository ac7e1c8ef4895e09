"""A feed-forward network as an ONNX model."""

from onnx import TensorProto, helper, numpy_helper


def model(weights, biases, classifies):
    """The bytes of a model file: dense layers with ReLU between them, softmax at the end if it classifies."""
    nodes, values, last = [], [], "x"
    for i, (weight, bias) in enumerate(zip(weights, biases)):
        values += [numpy_helper.from_array(weight, f"w{i}"), numpy_helper.from_array(bias, f"b{i}")]
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [f"z{i}"]))
        last = f"z{i}"
        if i < len(weights) - 1:
            nodes.append(helper.make_node("Relu", [last], [f"a{i}"]))
            last = f"a{i}"
    nodes.append(helper.make_node("Softmax" if classifies else "Identity", [last], ["y"]))
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", width])
            for name, width in (("x", weights[0].shape[0]), ("y", weights[-1].shape[1])))
    graph = helper.make_graph(nodes, "network", [x], [y], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
