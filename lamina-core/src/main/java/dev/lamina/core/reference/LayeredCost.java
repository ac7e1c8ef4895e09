package dev.lamina.core.reference;

import java.util.List;

/// The cost of one batch as a function of the matrices of every layer: its parameters, and after them its
/// inputs. The loss counts as one more layer, whose inputs are the network's outputs. One thread.
interface LayeredCost {

    /// One value that the cost depends on.
    ///
    /// @param matrix counts the layer's parameters; one more is its inputs
    record Element(int layer, int matrix, int row, int column) {}

    /// ∂C/∂matrix of a layer by back-propagation, where the cost was made.
    List<double[][]> gradients(int layer);

    /// C, computed from a layer on: with the inputs that it has, and not those that the layers before make.
    double cost(int layer);

    double get(Element element);

    /// Moves one value, rounded to what the layer computes with. Those of later layers must be back in their
    /// places.
    void set(Element element, double value);
}
