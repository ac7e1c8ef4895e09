package dev.lamina.report;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.Exponential;
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
import dev.lamina.report.trace.TraceSettings;

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
            case Relu _ -> formula("\\max(z, 0)", positive("1", "0"));
            case LeakyRelu leaky ->
                formula(positive("z", leaky.slope() + " \\cdot z"), positive("1", "" + leaky.slope()));
            case Elu elu ->
                formula(positive("z", elu.alpha() + " \\cdot (e^z - 1)"), positive("1", elu.alpha() + " \\cdot e^z"));
            case Selu _ ->
                formula(
                        positive("\\lambda \\cdot z", "\\lambda \\alpha \\cdot (e^z - 1)"),
                        positive("\\lambda", "\\lambda \\alpha \\cdot e^z"));
            case Exponential _ -> formula("e^z", "f(z)");
            case ColumnGroups _ -> throw TraceSettings.oneHead();
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
                formula(
                        "\\min(\\max(z + 3, 0), 6) / 6",
                        "\\begin{cases} 1/6 & |z| < 3 \\\\ 0 & |z| \\ge 3 \\end{cases}");
            case HardSwish _ ->
                formula(
                        "z \\cdot \\min(\\max(z + 3, 0), 6) / 6",
                        "\\begin{cases} 0 & z \\le -3 \\\\ (2z + 3) / 6 & |z| < 3 \\\\ 1 & z \\ge 3 \\end{cases}");
            case HardTanh _ ->
                formula("\\min(\\max(z, -1), 1)", "\\begin{cases} 1 & |z| < 1 \\\\ 0 & |z| \\ge 1 \\end{cases}");
            case Softmax _ -> formula("\\frac{e^{z_j}}{\\sum_k e^{z_k}}", "a_j \\cdot (1 - a_j)");
            case Custom custom -> formula("\\text{" + custom.name() + "}(z)", "\\text{" + custom.name() + "}'(z)");
        };
    }

    /// One term for z > 0, another for z ≤ 0.
    private static String positive(String above, String below) {
        return "\\begin{cases} " + above + " & z > 0 \\\\ " + below + " & z \\le 0 \\end{cases}";
    }

    private static ActivationFormula formula(String value, String derivative) {
        return new ActivationFormula(value, derivative);
    }
}
