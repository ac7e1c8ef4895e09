package dev.lamina.report.trace;

import java.util.List;

/// The gradients by central differences of the cost, (C(w + h) − C(w − h)) / 2h, in float64: an independent
/// check of back-propagation. Entry l − 1 of each list belongs to layer l.
///
/// Where a layer is wide, only the weights that [Corners] shows are there, all others are NaN; where a layer has
/// no bias, all of its biases are NaN.
///
/// @param weights ∂C/∂W⁽ˡ⁾, inputs × outputs
/// @param biases ∂C/∂b⁽ˡ⁾
/// @param largestDifference of those that are there from the gradients of back-propagation, absolute
/// @param compared how many are there
public record NumericGradients(
        List<double[][]> weights, List<double[]> biases, double largestDifference, int compared) {}
