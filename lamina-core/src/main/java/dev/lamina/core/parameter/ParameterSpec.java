package dev.lamina.core.parameter;

/// What a layer asks for: one trainable matrix.
///
/// @param name within the layer, such as `weight`
/// @param rows at least 0
/// @param columns at least 0; a bias is 1 × width
/// @param initializer how it starts
/// @param learningRateFactor multiplies the learning rate, 0 or more; 0 freezes it
/// @param weightDecayFactor multiplies the weight decay, 0 or more; 0 for biases
public record ParameterSpec(
        String name,
        int rows,
        int columns,
        Initializer initializer,
        float learningRateFactor,
        float weightDecayFactor) {

    public ParameterSpec {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("parameter " + name + " cannot be " + rows + " × " + columns);
        }
        if (!(learningRateFactor >= 0 && weightDecayFactor >= 0)) {
            throw new IllegalArgumentException("parameter " + name + ": factors must be 0 or more, got "
                    + learningRateFactor + " and " + weightDecayFactor);
        }
        if (initializer instanceof Initializer.Given given && given.size() != (long) rows * columns) {
            throw new IllegalArgumentException("parameter " + name + " is " + rows + " × " + columns + ", "
                    + given.size() + " start values are given; expected " + (long) rows * columns);
        }
    }

    /// A weight matrix that decays.
    public static ParameterSpec weight(int rows, int columns, Initializer initializer) {
        return new ParameterSpec("weight", rows, columns, initializer, 1, 1);
    }

    /// A bias row that starts at zero and does not decay.
    public static ParameterSpec bias(int columns) {
        return new ParameterSpec("bias", 1, columns, new Initializer.Zeros(), 1, 0);
    }

    /// The same in a layer that has this name within another one: `name.weight`.
    public ParameterSpec within(String layer) {
        return new ParameterSpec(layer + "." + name, rows, columns, initializer, learningRateFactor, weightDecayFactor);
    }

    /// The same, but no step changes it.
    public ParameterSpec frozen() {
        return new ParameterSpec(name, rows, columns, initializer, 0, 0);
    }
}
