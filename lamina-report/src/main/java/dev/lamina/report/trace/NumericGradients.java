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
/// @param largestDifference the largest absolute difference between one of those and back-propagation's gradient
/// @param compared how many weights and biases were compared
public record NumericGradients(
        List<double[][]> weights, List<double[]> biases, double largestDifference, int compared) {}
