package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.TemperatureScaling;
import dev.lamina.model.ProbabilityMap.Vector;
import java.util.Arrays;
import java.util.List;

/// Fits [Vector] scaling: Newton's steps on the summed log loss, which is convex in factors and biases, with a prior
/// that holds the factors near 1/T of the best temperature and the biases near 0.
final class VectorFit {

    /// ½ of it times the squared distance is the prior.
    private static final double PRIOR = 10;

    private static final int MOST_STEPS = 30;
    private static final double CLOSE = 1e-9;

    private final int rows;
    private final int classes;
    private final double[] logs;
    private final int[] actual;
    private final float[] weights;

    /// What the prior holds the parameters near: the factors, then the biases.
    private final double[] expected;

    private final double[] gradient;
    private final double[][] hessian;
    private final double[] shares;

    VectorFit(Matrix probabilities, Matrix targets, float[] weights) {
        rows = probabilities.rows();
        classes = probabilities.columns();
        this.weights = weights;
        logs = new double[rows * classes];
        actual = new int[rows];
        for (int i = 0; i < rows; i++) {
            actual[i] = (int) targets.get(i, 0);
            for (int j = 0; j < classes; j++) {
                logs[i * classes + j] = ProbabilityMap.logOf(probabilities.get(i, j));
            }
        }
        expected = new double[2 * classes];
        double temperature =
                TemperatureScaling.fit(probabilities, targets, weights).temperature();
        Arrays.fill(expected, 0, classes, 1 / temperature);
        gradient = new double[2 * classes];
        hessian = new double[2 * classes][2 * classes];
        shares = new double[classes];
    }

    Vector best() {
        double[] parameters = expected.clone();
        double cost = cost(parameters);
        for (int step = 0; step < MOST_STEPS; step++) {
            differentiate(parameters);
            double[] direction = Cholesky.solve(hessian, gradient);
            double[] next = new double[parameters.length];
            double length = 1;
            double nextCost;
            do {
                for (int i = 0; i < next.length; i++) {
                    next[i] = parameters[i] - length * direction[i];
                }
                nextCost = cost(next);
                length /= 2;
            } while (nextCost > cost && length > CLOSE);
            if (!(nextCost < cost - CLOSE * rows)) {
                break;
            }
            parameters = next;
            cost = nextCost;
        }
        List<Double> all = Arrays.stream(parameters).boxed().toList();
        return new Vector(all.subList(0, classes), all.subList(classes, 2 * classes));
    }

    private double cost(double[] parameters) {
        double cost = 0;
        for (int i = 0; i < rows; i++) {
            double logSum = share(parameters, i);
            cost += weights[i] * (logSum - scaled(parameters, i, actual[i]));
        }
        for (int i = 0; i < expected.length; i++) {
            double distance = parameters[i] - expected[i];
            cost += PRIOR / 2 * distance * distance;
        }
        return cost;
    }

    /// Sets the probabilities of a row and gives the logarithm of what they were divided by.
    private double share(double[] parameters, int row) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            shares[j] = scaled(parameters, row, j);
            top = Math.max(top, shares[j]);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            shares[j] = StrictMath.exp(shares[j] - top);
            sum += shares[j];
        }
        for (int j = 0; j < classes; j++) {
            shares[j] /= sum;
        }
        return top + StrictMath.log(sum);
    }

    private double scaled(double[] parameters, int row, int index) {
        return parameters[index] * logs[row * classes + index] + parameters[classes + index];
    }

    private void differentiate(double[] parameters) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = PRIOR * (parameters[i] - expected[i]);
            Arrays.fill(hessian[i], 0);
            hessian[i][i] = PRIOR;
        }
        for (int row = 0; row < rows; row++) {
            share(parameters, row);
            for (int j = 0; j < classes; j++) {
                double x = logs[row * classes + j];
                double error = weights[row] * (shares[j] - (actual[row] == j ? 1 : 0));
                gradient[j] += error * x;
                gradient[classes + j] += error;
                for (int k = 0; k <= j; k++) {
                    double curvature = weights[row] * shares[j] * ((j == k ? 1 : 0) - shares[k]);
                    double y = logs[row * classes + k];
                    hessian[j][k] += curvature * x * y;
                    hessian[classes + j][classes + k] += curvature;
                    hessian[classes + j][k] += curvature * y;
                    if (k < j) {
                        hessian[classes + k][j] += curvature * x;
                    }
                }
            }
        }
    }

    /// The solution of a symmetric positive definite system.
    private static final class Cholesky {

        /// @param a only its lower triangle is read; it becomes that of the factor
        static double[] solve(double[][] a, double[] b) {
            int n = b.length;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = a[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= a[i][k] * a[j][k];
                    }
                    a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
                }
            }
            double[] x = b.clone();
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= a[i][k] * x[k];
                }
                x[i] /= a[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= a[k][i] * x[k];
                }
                x[i] /= a[i][i];
            }
            return x;
        }
    }
}
