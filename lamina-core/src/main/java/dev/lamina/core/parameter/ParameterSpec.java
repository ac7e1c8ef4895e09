package dev.lamina.core.parameter;

import java.util.Objects;

/// What a layer asks for: one matrix that is trained, or kept from step to step.
///
/// @param name within the layer, such as `weight`
/// @param role what it does in the layer
/// @param rows at least 0
/// @param columns at least 0; a bias is 1 × width
/// @param initializer how it starts
/// @param learningRateFactor multiplies the learning rate, 0 or more; 0 freezes it, and a statistic has 0
/// @param weightDecayFactor multiplies the weight decay, 0 or more; 0 for biases and their kin
public record ParameterSpec(
        String name,
        Role role,
        int rows,
        int columns,
        Initializer initializer,
        float learningRateFactor,
        float weightDecayFactor) {

    public ParameterSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(initializer, "initializer");
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("parameter " + name + " cannot be " + rows + " × " + columns);
        }
        if (!(learningRateFactor >= 0 && weightDecayFactor >= 0)) {
            throw new IllegalArgumentException("parameter " + name + ": factors must be 0 or more, got "
                    + learningRateFactor + " and " + weightDecayFactor);
        }
        if (role == Role.STATISTIC && learningRateFactor + weightDecayFactor > 0) {
            throw new IllegalArgumentException("parameter " + name + " is a statistic: its factors must be 0, got "
                    + learningRateFactor + " and " + weightDecayFactor);
        }
        initializer.check(name, rows, columns);
    }

    /// A weight matrix that decays.
    public static ParameterSpec weight(int rows, int columns, Initializer initializer) {
        return new ParameterSpec("weight", Role.WEIGHT, rows, columns, initializer, 1, 1);
    }

    /// A bias row that starts at zero and does not decay.
    public static ParameterSpec bias(int columns) {
        return bias("bias", columns);
    }

    /// The same under another name.
    public static ParameterSpec bias(String name, int columns) {
        return bias(name, columns, new Initializer.Zeros());
    }

    /// A bias row that does not decay.
    public static ParameterSpec bias(String name, int columns, Initializer initializer) {
        return new ParameterSpec(name, Role.BIAS, 1, columns, initializer, 1, 0);
    }

    /// A row of factors that start alike and do not decay.
    public static ParameterSpec scale(String name, int columns, double start) {
        return new ParameterSpec(name, Role.SCALE, 1, columns, new Initializer.Constant(start), 1, 0);
    }

    /// A row of numbers that training measures and no optimizer changes.
    public static ParameterSpec statistic(String name, int columns, Initializer initializer) {
        return new ParameterSpec(name, Role.STATISTIC, 1, columns, initializer, 0, 0);
    }

    /// A table of vectors, which decay.
    public static ParameterSpec embedding(int categories, int dimension, Initializer initializer) {
        return new ParameterSpec("weight", Role.EMBEDDING, categories, dimension, initializer, 1, 1);
    }

    /// Whether an optimizer changes it: not if it is a statistic, nor if it is frozen.
    public boolean trainable() {
        return role != Role.STATISTIC && learningRateFactor > 0;
    }

    /// The same in a layer that has this name within another one: `name.weight`.
    public ParameterSpec within(String layer) {
        return new ParameterSpec(
                layer + "." + name, role, rows, columns, initializer, learningRateFactor, weightDecayFactor);
    }

    /// The same with other factors.
    public ParameterSpec rated(float learningRateFactor, float weightDecayFactor) {
        return new ParameterSpec(name, role, rows, columns, initializer, learningRateFactor, weightDecayFactor);
    }

    /// The same, but no step changes it.
    public ParameterSpec frozen() {
        return rated(0, 0);
    }
}
