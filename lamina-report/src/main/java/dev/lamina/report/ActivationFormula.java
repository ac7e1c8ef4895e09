package dev.lamina.report;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.Gelu;
import dev.lamina.core.activation.GeluTanh;
import dev.lamina.core.activation.HardSigmoid;
import dev.lamina.core.activation.HardSwish;
import dev.lamina.core.activation.HardTanh;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.activation.Mish;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Silu;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Softsign;
import dev.lamina.core.activation.Tanh;

/// An activation as LaTeX.
///
/// @param value f(z)
/// @param derivative f′(z), where σ is the sigmoid
record ActivationFormula(String value, String derivative) {

    private static final String SIGMOID = "\\frac{1}{1 + e^{-z}}";

    static ActivationFormula of(Activation f) {
        return switch (f) {
            case Identity _ -> formula("z", "1");
            case Sigmoid _ -> formula(SIGMOID, "f(z) \\cdot (1 - f(z))");
            case Tanh _ -> formula("\\tanh z", "1 - f(z)^2");
            case Relu _ -> formula("\\max(z, 0)", "1 \\text{ if } z > 0, \\text{ else } 0");
            case LeakyRelu leaky ->
                formula(
                        "z \\text{ if } z > 0, \\text{ else } " + leaky.slope() + " \\cdot z",
                        "1 \\text{ if } z > 0, \\text{ else } " + leaky.slope());
            case Elu elu ->
                formula(
                        "z \\text{ if } z > 0, \\text{ else } " + elu.alpha() + " \\cdot (e^z - 1)",
                        "1 \\text{ if } z > 0, \\text{ else } " + elu.alpha() + " \\cdot e^z");
            case Selu _ ->
                formula(
                        "\\lambda \\cdot z \\text{ if } z > 0, \\text{ else } \\lambda \\alpha \\cdot (e^z - 1)",
                        "\\lambda \\text{ if } z > 0, \\text{ else } \\lambda \\alpha \\cdot e^z");
            case Gelu _ -> formula("z \\cdot \\Phi(z)", "\\Phi(z) + z \\cdot \\phi(z)");
            case GeluTanh _ ->
                formula(
                        "\\frac{1}{2} z \\cdot (1 + \\tanh w), w = \\sqrt{2/\\pi} \\cdot (z + 0.044715 \\cdot z^3)",
                        "\\frac{1}{2} (1 + \\tanh w) + \\frac{1}{2} z \\cdot (1 - \\tanh^2 w) \\cdot w'");
            case Silu _ -> formula("z \\cdot \\sigma(z)", "\\sigma(z) \\cdot (1 + z \\cdot \\sigma(-z))");
            case Mish _ ->
                formula(
                        "z \\cdot \\tanh t, t = \\log(1 + e^z)",
                        "\\tanh t + z \\cdot (1 - \\tanh^2 t) \\cdot \\sigma(z)");
            case Softplus _ -> formula("\\log(1 + e^z)", "\\sigma(z)");
            case Softsign _ -> formula("\\frac{z}{1 + |z|}", "\\frac{1}{(1 + |z|)^2}");
            case HardSigmoid _ ->
                formula("\\min(\\max(z + 3, 0), 6) / 6", "1/6 \\text{ if } |z| < 3, \\text{ else } 0");
            case HardSwish _ ->
                formula(
                        "z \\cdot \\min(\\max(z + 3, 0), 6) / 6",
                        "(2z + 3) / 6 \\text{ if } |z| < 3, \\text{ else } 1 \\text{ above, } 0 \\text{ below}");
            case HardTanh _ -> formula("\\min(\\max(z, -1), 1)", "1 \\text{ if } |z| < 1, \\text{ else } 0");
            case Softmax _ ->
                formula("\\frac{e^{z_j}}{\\sum_k e^{z_k}}", "a_j \\cdot (1 - a_j), \\text{ not element by element}");
            case Custom custom -> formula("\\text{" + custom.name() + "}(z)", "\\text{" + custom.name() + "}'(z)");
        };
    }

    private static ActivationFormula formula(String value, String derivative) {
        return new ActivationFormula(value, derivative);
    }
}
