package dev.lamina.core.layer;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A layer, some of whose parameters learn faster or slower, or decay more or less, than the layer itself says.
/// Everything else stays, the names of the parameters too.
///
/// @param layer whose parameters are rated
/// @param factors of those that are; each parameter once
public record Rated(Layer layer, List<Factors> factors) implements Layer {

    /// What the optimizer's settings are multiplied by for one parameter.
    ///
    /// @param parameter its name in the layer, such as `weight`, or `0.weight` in a chain
    /// @param learningRate 0 or more; 0 keeps it as it is
    /// @param weightDecay 0 or more
    public record Factors(String parameter, float learningRate, float weightDecay) {

        public Factors {
            Objects.requireNonNull(parameter, "parameter");
            checkFactor(parameter, "learning rate", learningRate);
            checkFactor(parameter, "weight decay", weightDecay);
        }

        private static void checkFactor(String parameter, String name, float factor) {
            if (!(factor >= 0 && factor < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the " + name + " of \"" + parameter + "\" is times " + factor + ", expected 0 or more");
            }
        }
    }

    public Rated {
        Objects.requireNonNull(layer, "layer");
        factors = List.copyOf(factors);
        Set<String> names = new HashSet<>();
        for (Factors each : factors) {
            if (!names.add(each.parameter)) {
                throw new IllegalArgumentException("\"" + each.parameter + "\" of " + layer + " is rated twice");
            }
        }
    }

    /// A dense layer that learns under [dev.lamina.core.optimizer.AdamW] as one in NTK parametrisation does,
    /// z = x·V / √d + b with d inputs (Jacot, Gabriel, Hongler, "Neural tangent kernel", arXiv 1806.07572).
    ///
    /// A step of Adam does not see how large gradients are, so a V that moves by η is a W = V / √d that moves by η
    /// / √d, and decay has to make up for that. So W has the factors ρ / √d and ρ·√d with the rate ρ of the
    /// weights: ρ in both, as RealMLP applies its factors to rate and decay alike (Holzmüller, Grinsztajn,
    /// Steinwart, "Better by default", arXiv 2407.04491). The bias does not decay. Only ε differs, which beside a
    /// gradient by V would count √d times as much.
    ///
    /// @param inputs d, the width of x
    /// @param weightRate ρ, the learning rate of the weights, as a factor; RealMLP has 1
    /// @param biasRate that of the bias; RealMLP has 0.1
    public static Rated ntk(Dense dense, int inputs, float weightRate, float biasRate) {
        double root = Math.sqrt(inputs);
        List<Factors> factors = new ArrayList<>();
        factors.add(new Factors("weight", (float) (weightRate / root), (float) (weightRate * root)));
        if (dense.bias()) {
            factors.add(new Factors("bias", biasRate, 0));
        }
        return new Rated(dense, factors);
    }

    /// @throws IllegalArgumentException also if the layer has no such parameter for that width, or does not train it
    @Override
    public int outputs(int inputs) {
        parameters(inputs);
        return layer.outputs(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        List<ParameterSpec> specs = new ArrayList<>(layer.parameters(inputs));
        for (Factors each : factors) {
            int i = indexOf(each.parameter, specs);
            if (!specs.get(i).trainable()) {
                throw new IllegalArgumentException(
                        "\"" + each.parameter + "\" of " + layer + " is not trained and cannot be rated");
            }
            specs.set(i, specs.get(i).rated(each.learningRate, each.weightDecay));
        }
        return specs;
    }

    private int indexOf(String parameter, List<ParameterSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(parameter)) {
                return i;
            }
        }
        String known = specs.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(layer + " has no parameter \"" + parameter + "\" to rate"
                + (specs.isEmpty() ? "; it has none" : "; it has " + known));
    }

    @Override
    public List<Part> parts(int inputs) {
        return List.of(Part.first(layer, inputs));
    }

    @Override
    public List<Frame> frames(Frame whole, Buffers buffers) {
        Part part = Part.first(layer, whole.x().columns());
        return List.of(whole.inner(part, 0, whole.x(), whole.y(), whole.dx(), whole.dy(), buffers));
    }

    @Override
    public void forward(Frame f) {
        f.part(0).forward();
    }

    @Override
    public void backward(Frame f) {
        f.part(0).backward();
    }

    @Override
    public Activation ending(int inputs) {
        return layer.ending(inputs);
    }

    @Override
    public Rated withEnding(Activation other, int inputs) {
        return new Rated(layer.withEnding(other, inputs), factors);
    }

    /// Prediction needs no factors.
    @Override
    public Optional<Layer> forInference() {
        return layer.forInference();
    }

    @Override
    public String toString() {
        return "rated " + layer;
    }
}
